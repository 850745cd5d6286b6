package io.sluice.app;

import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.ledger.FileDetails;
import io.sluice.ledger.ListedImage;
import io.sluice.source.ScanVisitor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a walk finds on disk that the ledger does not call uploaded: it may be in the dataset all
 * the same. On the walking thread.
 */
final class UnrecordedFiles implements ScanVisitor {
  private final FolderContext folder;
  private final RecordedFiles recorded;
  private final VerifiedNames names;
  private final VerifiedUnits units;
  private final RemoteCopies remote;
  private final VerifyFindings findings;

  /**
   * @param findings takes what was found
   */
  UnrecordedFiles(
      FolderContext folder,
      RecordedFiles recorded,
      VerifiedNames names,
      VerifiedUnits units,
      RemoteCopies remote,
      VerifyFindings findings) {
    this.folder = folder;
    this.recorded = recorded;
    this.names = names;
    this.units = units;
    this.remote = remote;
    this.findings = findings;
  }

  @Override
  public void files(List<Sighting> chunk) {
    Map<Sighting, RemoteCopies.Wanted> asked = new LinkedHashMap<>();
    Map<Sighting, String> states = new LinkedHashMap<>();
    for (Sighting sighting : chunk) {
      if (folder.isSidecar(sighting.path())) {
        // What it says is part of no listing.
        continue;
      }
      Optional<FileDetails> details = recorded.details(sighting.path());
      if (details.isEmpty() || !RecordedFiles.isInDataset(details.get())) {
        names
            .wanted(sighting.path(), Optional.empty())
            .ifPresent(name -> asked.put(sighting, name));
        states.put(sighting, details.map(UnrecordedFiles::words).orElse("never synced"));
      }
    }
    Map<RemoteCopies.Wanted, ListedImage> images = remote.find(List.copyOf(asked.values()));
    asked.forEach(
        (sighting, name) ->
            compareNew(sighting, name, Optional.ofNullable(images.get(name)), states));
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
    if (image.isPresent() && isThere(file, image.get())) {
      findings.checked();
      return;
    }
    String there = image.isPresent() ? "; the dataset has other content under its name" : "";
    findings.notUploaded(
        new Difference(
            file.path().display(),
            VerifiedNames.shown(wanted.name()),
            states.getOrDefault(file, "") + there));
  }

  private boolean isThere(Sighting file, ListedImage image) {
    return folder.hasUnits()
        ? units.isPartOf(file, image)
        : isSame(file, image) || isThereRenamed(file);
  }

  /** Beside other content under its own name it may be there under the one with its suffix. */
  private boolean isThereRenamed(Sighting file) {
    LocalCopy.There local = new LocalCopy.There(file.path().in(folder.root()), file.stamp());
    Optional<RemoteCopies.Wanted> renamed =
        local
            .content()
            .digest()
            .flatMap(content -> names.wanted(file.path(), Optional.of(content)));
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
    if (recorded.details(file.path()).filter(RecordedFiles::isInDataset).isEmpty()) {
      String reason = "failed: larger than the limit of " + limitBytes + " bytes";
      findings.notUploaded(new Difference(file.path().display(), "", reason));
    }
  }

  @Override
  public void unreadable(RelativePath path, String reason) {
    findings.notUploaded(new Difference(path.display(), "", "failed: " + reason));
  }
}
