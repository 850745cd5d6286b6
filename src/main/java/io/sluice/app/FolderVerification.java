package io.sluice.app;

import io.sluice.ledger.FileDetails;
import io.sluice.ledger.PathRange;
import io.sluice.source.RootUnavailableException;
import io.sluice.target.TargetException;
import java.time.Instant;
import java.util.List;

/**
 * Compares one folder with its dataset, which has been listed: first what the ledger knows as
 * uploaded, then what else is on disk, then what else is in the dataset. On the calling thread;
 * memory holds a page.
 */
final class FolderVerification {
  private final FolderContext folder;
  private final RecordedFiles recorded;
  private final UploadedComparison uploaded;
  private final UnrecordedFiles unrecorded;
  private final ExtraImages extra;
  private final VerifyFindings findings = new VerifyFindings();

  /**
   * @param datasetId what the names are unique in
   * @param recorded what the ledger has of the folder
   * @param listedAt when the listing of the dataset began
   * @param repairable takes the missing files that are on disk
   */
  FolderVerification(
      FolderContext folder,
      String datasetId,
      RecordedFiles recorded,
      RemoteCopies remote,
      Instant listedAt,
      UploadedComparison.Downloads downloads,
      SpooledFailures repairable) {
    VerifiedNames names = new VerifiedNames(folder, datasetId, findings);
    VerifiedUnits units = new VerifiedUnits(folder, recorded);
    this.folder = folder;
    this.recorded = recorded;
    this.uploaded =
        new UploadedComparison(
            folder, names, units, remote, listedAt, downloads, repairable, findings);
    this.unrecorded = new UnrecordedFiles(folder, recorded, names, units, remote, findings);
    this.extra = new ExtraImages(folder, datasetId, recorded.ledger(), remote);
  }

  /** Compares everything; call it once. */
  void run() throws TargetException, RootUnavailableException, InterruptedException {
    compareUploaded();
    folder.scan().run(unrecorded);
    extra.forEach(findings::extra);
  }

  /** What was found so far; all of it once {@link #run} has ended. */
  VerifyFindings findings() {
    return findings;
  }

  private void compareUploaded() throws TargetException, InterruptedException {
    PathRange range = PathRange.ALL;
    List<FileDetails> page = recorded.page(range);
    while (!page.isEmpty()) {
      uploaded.compare(
          page.stream()
              .filter(RecordedFiles::isInDataset)
              .filter(file -> !folder.isSidecar(file.file().path()))
              .toList());
      range = range.following(page.get(page.size() - 1).file().path());
      page = recorded.page(range);
    }
  }
}
