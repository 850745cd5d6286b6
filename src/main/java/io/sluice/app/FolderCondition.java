package io.sluice.app;

import io.sluice.event.FolderState;
import io.sluice.file.FileState;
import io.sluice.ledger.Ledger;
import io.sluice.report.FolderSnapshot;
import io.sluice.target.TargetException;
import io.sluice.upload.PoolStatus;
import io.sluice.upload.UploadPool;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a folder is doing, for those who only want to see it: changes nothing. Thread-safe; never
 * waits for the intake thread.
 */
final class FolderCondition {
  private final FolderContext folder;
  private final FolderNotes notes;
  private final FolderScans scans;
  private final KnownCounts known;
  private final UploadPool pool;

  FolderCondition(
      FolderContext folder, FolderNotes notes, FolderScans scans, Ledger ledger, UploadPool pool) {
    this.folder = folder;
    this.notes = notes;
    this.scans = scans;
    this.known = new KnownCounts(ledger, folder.folderId());
    this.pool = pool;
  }

  /**
   * The folder at this moment; while the ledger cannot be read, with the last counts of it.
   *
   * @throws io.sluice.ledger.LedgerException when it is broken, or was never read before
   */
  FolderSnapshot snapshot(Instant now) {
    PoolStatus status = pool.status();
    KnownCounts.Count counts = known.count();
    FolderState state = notes.state(status, counts.files().of(FileState.PENDING));
    List<String> words = new ArrayList<>(notes.words(status));
    counts.trouble().ifPresent(trouble -> words.add(0, trouble));
    return new FolderSnapshot(
        folder.name(),
        folder.link().name(),
        counts.files(),
        scans.ignored(),
        counts.trouble().isPresent() ? FolderState.DEGRADED : state,
        words,
        now);
  }

  /** When the last walk came to its end. */
  Optional<Instant> lastScan() {
    return scans.lastScan();
  }

  /** Why the folder itself cannot be read, if so. */
  Optional<String> rootLoss() {
    return notes.rootLoss();
  }

  /** Why the folder's dataset is not worth waiting for, if so. */
  Optional<TargetException> datasetLoss() {
    return notes.datasetLoss();
  }

  /** Why the folder's dataset cannot be had, if so. */
  Optional<TargetException> datasetFailure() {
    return notes.datasetFailure();
  }
}
