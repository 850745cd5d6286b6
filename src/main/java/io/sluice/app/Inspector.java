package io.sluice.app;

import io.sluice.file.ContentDigest;
import io.sluice.file.ReadTrouble;
import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.file.SourceChangedException;
import io.sluice.file.StampedFile;
import io.sluice.image.Verdict;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Ledger;
import io.sluice.settle.StructureVerdict;
import io.sluice.source.Look;
import io.sluice.source.RootUnavailableException;
import io.sluice.source.ScanSummary;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at the files of one folder: everything that touches the folder's disk and is not its scan.
 * Each folder has its own threads for it, so that a mount that hangs stops that folder alone.
 */
final class Inspector {
  private final FolderContext folder;
  private final Ledger ledger;
  private final RootIdentity rootIdentity;

  Inspector(FolderContext folder, Ledger ledger) {
    this.folder = folder;
    this.ledger = ledger;
    this.rootIdentity = new RootIdentity(folder.root());
  }

  /** A walk of the folder begins. */
  void walking() {
    rootIdentity.walking();
  }

  /** What a walk that came to its end says of the folder itself. */
  RootIdentity.Verdict walked(ScanSummary summary) {
    boolean empty = summary.wanted() == 0 && summary.tooLarge() == 0 && summary.unreadable() == 0;
    return rootIdentity.judge(summary.rootKey(), empty);
  }

  /** Whether the folder is still the directory that was walked: only then is absence something. */
  boolean isRootThere() {
    return rootIdentity.isThere();
  }

  /**
   * As {@link #isRootThere}, and a walk has found files in it: an unmounted disk that has not been
   * walked yet is an empty directory like any other.
   */
  boolean isRootProven() {
    return rootIdentity.isProven();
  }

  /** Looks into a quiet file. */
  Inspection inspect(Sighting sighting, boolean withDigest) {
    Path root = folder.root();
    StampedFile file = new StampedFile(root, sighting.path().in(root), sighting.stamp());
    try {
      StructureVerdict verdict = structure(file);
      Optional<ContentDigest> digest = withDigest ? Optional.of(file.digest()) : Optional.empty();
      file.verifyUnchanged();
      return new Inspection.Read(sighting, verdict, digest);
    } catch (SourceChangedException e) {
      return e.isGone() ? new Inspection.Gone() : new Inspection.Changed();
    } catch (IOException e) {
      return new Inspection.Unreadable(ReadTrouble.of(e));
    }
  }

  private StructureVerdict structure(StampedFile file) throws IOException {
    if (!folder.config().settle().checkStructure()) {
      return StructureVerdict.unknown();
    }
    try (FileChannel channel = file.openChannel()) {
      if (folder.isSidecar(RelativePath.of(folder.root(), file.path()))) {
        // What it says is read once it is known whose it is.
        return Sidecars.isEnded(channel) ? StructureVerdict.complete() : StructureVerdict.unknown();
      }
      String name = file.path().getFileName().toString();
      Verdict verdict = new ContentCheck(folder.link().files()).of(name, channel);
      if (verdict instanceof Verdict.Incomplete incomplete) {
        return StructureVerdict.incomplete(incomplete.reason());
      }
      return verdict instanceof Verdict.Complete
          ? StructureVerdict.complete()
          : StructureVerdict.unknown();
    }
  }

  /** What is at a path that something drew attention to. */
  Look look(RelativePath path) throws RootUnavailableException {
    return folder.probe().look(path);
  }

  /** A file with what the ledger knows of it, if it calls for anything. */
  Found found(Sighting sighting) throws RootUnavailableException {
    Map<RelativePath, FileEntry> known = ledger.files(folder.folderId(), List.of(sighting.path()));
    return new Found(
        sighting, Optional.ofNullable(known.get(sighting.path())), isMarked(sighting.path()));
  }

  /** Whether the done-file of {@code path} is there; false where the folder has none. */
  boolean isMarked(RelativePath path) throws RootUnavailableException {
    if (folder.config().settle().doneFile().isEmpty()) {
      return false;
    }
    try {
      return folder.probe().isMarked(path);
    } catch (IOException e) {
      // Not readable now: not marked now. The next look asks again.
      return false;
    }
  }
}
