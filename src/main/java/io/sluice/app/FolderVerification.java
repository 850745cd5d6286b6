package io.sluice.app;

import io.sluice.file.ContentDigest;
import io.sluice.file.DisplayText;
import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.item.ItemState;
import io.sluice.item.RemoteName;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileDetails;
import io.sluice.ledger.ItemDetails;
import io.sluice.ledger.KnownFolder;
import io.sluice.ledger.LedgerView;
import io.sluice.ledger.ListedImage;
import io.sluice.ledger.PathRange;
import io.sluice.report.FileFailure;
import io.sluice.source.RootUnavailableException;
import io.sluice.source.ScanVisitor;
import io.sluice.target.InvalidNameException;
import io.sluice.target.RemoteImage;
import io.sluice.target.TargetException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares one folder with its dataset, which has been listed: first what the ledger knows as
 * uploaded, then what else is on disk, then what else is in the dataset. On the calling thread;
 * memory holds a page.
 */
final class FolderVerification implements ScanVisitor {
  private static final int PAGE = 1_000;

  /** What is missing by the listing is asked for by name, up to so many. */
  private static final int MOST_CONFIRMED = 200;

  private static final Set<EntryState> ALL = EnumSet.allOf(EntryState.class);

  private final FolderContext folder;
  private final String datasetId;
  private final Optional<LedgerView> ledger;
  private final Optional<KnownFolder> known;
  private final RemoteCopies remote;
  private final Instant listedAt;
  private final Downloads downloads;
  private final SpooledFailures repairable;

  private final VerifyFindings findings = new VerifyFindings();
  private long confirmed;

  /** Gets an image's SHA-256 by downloading it. */
  interface Downloads {
    /** The digest; empty where images are not to be downloaded, or it cannot be told. */
    Optional<ContentDigest> digest(RemoteImage image) throws TargetException, InterruptedException;
  }

  /**
   * @param datasetId what the names are unique in
   * @param ledger the ledger; empty where there is none yet
   * @param listedAt when the listing of the dataset began
   * @param repairable takes the missing files that are on disk
   */
  FolderVerification(
      FolderContext folder,
      String datasetId,
      Optional<LedgerView> ledger,
      Optional<KnownFolder> known,
      RemoteCopies remote,
      Instant listedAt,
      Downloads downloads,
      SpooledFailures repairable) {
    this.folder = folder;
    this.datasetId = datasetId;
    this.ledger = ledger;
    this.known = known;
    this.remote = remote;
    this.listedAt = listedAt;
    this.downloads = downloads;
    this.repairable = repairable;
  }

  /** Compares everything; call it once. */
  void run() throws TargetException, RootUnavailableException, InterruptedException {
    compareUploaded();
    folder.scan().run(this);
    new ExtraImages(folder, datasetId, ledger, remote).forEach(findings::extra);
  }

  /** What was found so far; all of it once {@link #run} has ended. */
  VerifyFindings findings() {
    return findings;
  }

  private void compareUploaded() throws TargetException, InterruptedException {
    if (ledger.isEmpty() || known.isEmpty()) {
      return;
    }
    PathRange range = PathRange.ALL;
    List<FileDetails> page = ledger.get().page(known.get().id(), ALL, range, PAGE);
    while (!page.isEmpty()) {
      compare(page.stream().filter(FolderVerification::isInDataset).toList());
      range = range.following(page.get(page.size() - 1).file().path());
      page = ledger.get().page(known.get().id(), ALL, range, PAGE);
    }
  }

  /** Whether the ledger says that something was uploaded or found there for the file. */
  private static boolean isInDataset(FileDetails file) {
    FileState state = file.file().state().reported();
    return state == FileState.UPLOADED
        || state == FileState.SKIPPED
        || file.item()
            .map(ItemDetails::state)
            .filter(end -> end == ItemState.UPLOADED || end == ItemState.SKIPPED)
            .isPresent();
  }

  private void compare(List<FileDetails> files) throws TargetException, InterruptedException {
    Map<FileDetails, RemoteCopies.Wanted> names = new LinkedHashMap<>();
    for (FileDetails file : files) {
      Optional<RemoteCopies.Wanted> wanted = wanted(file);
      wanted.ifPresent(name -> names.put(file, name));
    }
    Map<RemoteCopies.Wanted, ListedImage> images = remote.find(List.copyOf(names.values()));
    for (Map.Entry<FileDetails, RemoteCopies.Wanted> entry : names.entrySet()) {
      findings.checked();
      ListedImage image = images.get(entry.getValue());
      if (image == null) {
        absent(entry.getKey(), entry.getValue());
      } else {
        compare(entry.getKey(), image);
      }
    }
  }

  /** The name that it has, whatever the rules say by now. */
  private Optional<RemoteCopies.Wanted> wanted(FileDetails file) {
    if (file.item().isEmpty()) {
      return wanted(file.file().path(), file.file().renamedFor());
    }
    RemoteName name = file.item().get().name();
    RemoteName here = new RemoteName(datasetId, name.directory(), name.fileName());
    return Optional.of(new RemoteCopies.Wanted(here, file.item().get().remoteFileName()));
  }

  private Optional<RemoteCopies.Wanted> wanted(
      RelativePath path, Optional<ContentDigest> renamedFor) {
    try {
      RemoteName name = folder.remoteName(datasetId, path, renamedFor);
      return Optional.of(new RemoteCopies.Wanted(name, ""));
    } catch (InvalidNameException e) {
      findings.notUploaded(new Difference(path.display(), "", "failed: " + e.getMessage()));
      return Optional.empty();
    }
  }

  private void absent(FileDetails file, RemoteCopies.Wanted wanted)
      throws TargetException, InterruptedException {
    RelativePath path = file.file().path();
    boolean late = file.item().filter(item -> !item.updatedAt().isBefore(listedAt)).isPresent();
    boolean asked = late || confirmed < MOST_CONFIRMED;
    confirmed += asked && !late ? 1 : 0;
    if (asked && !remote.isMissing(wanted, path, path.in(folder.root()), file.file().stamp())) {
      return;
    }
    LocalCopy local = LocalCopy.at(path.in(folder.root()));
    String reason =
        local instanceof LocalCopy.There
            ? "not in the dataset"
            : "not in the dataset, and not on disk any more";
    if (local instanceof LocalCopy.There) {
      repairable(path, reason);
    }
    findings.missing(new Difference(path.display(), shown(wanted.name()), reason));
  }

  private void repairable(RelativePath path, String reason) {
    try {
      repairable.add(new FileFailure(path, FileState.PENDING, reason));
    } catch (IOException e) {
      throw new UncheckedIOException("the list of missing files cannot be kept", e);
    }
  }

  private void compare(FileDetails file, ListedImage image)
      throws TargetException, InterruptedException {
    Path path = file.file().path().in(folder.root());
    LocalCopy local = LocalCopy.at(path);
    boolean touched =
        local instanceof LocalCopy.There there
            && !there.stamp().sameContentStamp(file.file().stamp());
    boolean conflict = file.file().state() == EntryState.CONFLICT;
    Optional<ContentDigest> digest = digest(image);
    LocalCopy.Content here = LocalCopy.Content.NOT_READ;
    if (local instanceof LocalCopy.There there && (touched || conflict || digest.isPresent())) {
      here = there.content();
    }
    long sentBytes =
        file.item().map(ItemDetails::sizeBytes).orElse(file.file().stamp().sizeBytes());
    ContentVerdict verdict =
        ContentVerdict.of(
            new ContentVerdict.Evidence(
                sentBytes,
                file.file().digest(),
                here.digest(),
                touched || conflict,
                image.sizeBytes(),
                digest));
    report(file.file().path(), image, verdict, here, sentBytes);
    if (local instanceof LocalCopy.Unreadable unreadable) {
      findings.changed(difference(file.file().path(), image, unreadable.reason()));
    }
  }

  private void report(
      RelativePath path,
      ListedImage image,
      ContentVerdict verdict,
      LocalCopy.Content here,
      long sentBytes) {
    switch (verdict) {
      case SAME -> {
        if (!here.trouble().isEmpty()) {
          findings.changed(difference(path, image, here.trouble()));
        }
      }
      case CHANGED_HERE ->
          findings.changed(
              difference(path, image, "changed here; the dataset has what was uploaded first"));
      case DIFFERENT -> findings.different(difference(path, image, otherContent(image, sentBytes)));
    }
  }

  private static String otherContent(ListedImage image, long sentBytes) {
    boolean bySize = image.sizeBytes().isPresent() && image.sizeBytes().getAsLong() != sentBytes;
    return bySize
        ? "the dataset has "
            + image.sizeBytes().getAsLong()
            + " bytes under its name; "
            + sentBytes
            + " were sent"
        : "the dataset has other content of the same size under its name";
  }

  private Optional<ContentDigest> digest(ListedImage image)
      throws TargetException, InterruptedException {
    return image.digest().isPresent()
        ? image.digest()
        : downloads.digest(
            new RemoteImage(
                image.remoteId(),
                image.directory(),
                image.fileName(),
                image.sizeBytes(),
                Optional.empty()));
  }

  @Override
  public void files(List<Sighting> chunk) {
    Map<Sighting, RemoteCopies.Wanted> names = new LinkedHashMap<>();
    Map<Sighting, String> states = new LinkedHashMap<>();
    for (Sighting sighting : chunk) {
      Optional<FileDetails> details = details(sighting.path());
      if (details.isEmpty() || !isInDataset(details.get())) {
        wanted(sighting.path(), Optional.empty()).ifPresent(name -> names.put(sighting, name));
        states.put(sighting, details.map(FolderVerification::words).orElse("never synced"));
      }
    }
    Map<RemoteCopies.Wanted, ListedImage> images = remote.find(List.copyOf(names.values()));
    names.forEach(
        (sighting, name) ->
            compareNew(sighting, name, Optional.ofNullable(images.get(name)), states));
  }

  private Optional<FileDetails> details(RelativePath path) {
    return ledger.isPresent() && known.isPresent()
        ? ledger.get().file(known.get().id(), path)
        : Optional.empty();
  }

  private static String words(FileDetails details) {
    String reason = details.file().reason();
    String state = details.file().state().reported().word();
    return reason.isEmpty() ? state : state + ": " + reason;
  }

  /** A file that the ledger does not call uploaded may be there all the same. */
  private void compareNew(
      Sighting file,
      RemoteCopies.Wanted wanted,
      Optional<ListedImage> image,
      Map<Sighting, String> states) {
    if (image.isPresent() && (isSame(file, image.get()) || isThereRenamed(file))) {
      findings.checked();
      return;
    }
    String there = image.isPresent() ? "; the dataset has other content under its name" : "";
    findings.notUploaded(
        new Difference(
            file.path().display(), shown(wanted.name()), states.getOrDefault(file, "") + there));
  }

  /** Beside other content under its own name it may be there under the one with its suffix. */
  private boolean isThereRenamed(Sighting file) {
    LocalCopy.There local = new LocalCopy.There(file.path().in(folder.root()), file.stamp());
    Optional<RemoteCopies.Wanted> renamed =
        local.content().digest().flatMap(content -> wanted(file.path(), Optional.of(content)));
    return renamed
        .flatMap(name -> Optional.ofNullable(remote.find(List.of(name)).get(name)))
        .filter(image -> isSame(file, image))
        .isPresent();
  }

  private boolean isSame(Sighting file, ListedImage image) {
    boolean sameSize =
        image.sizeBytes().isEmpty() || image.sizeBytes().getAsLong() == file.stamp().sizeBytes();
    if (!sameSize || image.digest().isEmpty()) {
      return sameSize;
    }
    LocalCopy.There local = new LocalCopy.There(file.path().in(folder.root()), file.stamp());
    return local.content().digest().equals(image.digest());
  }

  @Override
  public void tooLarge(Sighting file, long limitBytes) {
    if (details(file.path()).filter(FolderVerification::isInDataset).isEmpty()) {
      String reason = "failed: larger than the limit of " + limitBytes + " bytes";
      findings.notUploaded(new Difference(file.path().display(), "", reason));
    }
  }

  @Override
  public void unreadable(RelativePath path, String reason) {
    findings.notUploaded(new Difference(path.display(), "", "failed: " + reason));
  }

  private static Difference difference(RelativePath path, ListedImage image, String reason) {
    return new Difference(path.display(), ExtraImages.shown(image), reason);
  }

  private static String shown(RemoteName name) {
    return DisplayText.of(name.path());
  }
}
