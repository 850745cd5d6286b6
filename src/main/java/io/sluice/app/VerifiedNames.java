package io.sluice.app;

import io.sluice.file.ContentDigest;
import io.sluice.file.DisplayText;
import io.sluice.file.RelativePath;
import io.sluice.item.RemoteName;
import io.sluice.ledger.FileDetails;
import io.sluice.target.InvalidNameException;
import java.util.Optional;

/** Under which names the files of a folder are looked for in its dataset. */
final class VerifiedNames {
  private final FolderContext folder;
  private final String datasetId;
  private final VerifyFindings findings;

  /**
   * @param datasetId what the names are unique in
   * @param findings takes the files that cannot have a name
   */
  VerifiedNames(FolderContext folder, String datasetId, VerifyFindings findings) {
    this.folder = folder;
    this.datasetId = datasetId;
    this.findings = findings;
  }

  /** The name that it has, whatever the rules say by now. */
  Optional<RemoteCopies.Wanted> wanted(FileDetails file) {
    if (file.item().isEmpty()) {
      return wanted(file.file().path(), file.file().renamedFor());
    }
    RemoteName name = file.item().get().name();
    RemoteName here = new RemoteName(datasetId, name.directory(), name.fileName());
    return Optional.of(new RemoteCopies.Wanted(here, file.item().get().remoteFileName()));
  }

  /**
   * The name that the rules give it; empty, and noted, when it cannot have one.
   *
   * @param renamedFor the content that the name is to be told apart by
   */
  Optional<RemoteCopies.Wanted> wanted(RelativePath path, Optional<ContentDigest> renamedFor) {
    try {
      return Optional.of(new RemoteCopies.Wanted(name(path, renamedFor), ""));
    } catch (InvalidNameException e) {
      findings.notUploaded(new Difference(path.display(), "", "failed: " + e.getMessage()));
      return Optional.empty();
    }
  }

  private RemoteName name(RelativePath path, Optional<ContentDigest> renamedFor)
      throws InvalidNameException {
    if (!folder.hasUnits()) {
      return folder.remoteName(datasetId, path, renamedFor);
    }
    Optional<RelativePath> directory = folder.unitOf(path);
    if (directory.isEmpty()) {
      throw new InvalidNameException("lies in no first-level directory");
    }
    return folder.unitName(datasetId, directory.get());
  }

  /** A name as it is shown. */
  static String shown(RemoteName name) {
    return DisplayText.of(name.path());
  }
}
