package io.sluice.app;

import io.sluice.failpoint.Failpoints;
import io.sluice.failpoint.Moment;
import io.sluice.failpoint.Step;
import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.ledger.FileEntry;
import java.util.Optional;

/** A receiver of what a scan finds, with failpoints around what it is handed. */
final class HaltingReceiver implements ScanPass.ScanReceiver {
  private final ScanPass.ScanReceiver inner;
  private final Failpoints failpoints;

  private HaltingReceiver(ScanPass.ScanReceiver inner, Failpoints failpoints) {
    this.inner = inner;
    this.failpoints = failpoints;
  }

  /** The receiver itself where points are not watched. */
  static ScanPass.ScanReceiver around(ScanPass.ScanReceiver receiver, Failpoints failpoints) {
    return failpoints.areWatched() ? new HaltingReceiver(receiver, failpoints) : receiver;
  }

  @Override
  public void found(Found found) throws InterruptedException {
    failpoints.passed(Step.SCAN_FOUND, Moment.BEFORE);
    inner.found(found);
    failpoints.passed(Step.SCAN_FOUND, Moment.AFTER);
  }

  @Override
  public void gone(RelativePath path, FileEntry entry) {
    failpoints.passed(Step.SCAN_GONE, Moment.BEFORE);
    inner.gone(path, entry);
    failpoints.passed(Step.SCAN_GONE, Moment.AFTER);
  }

  @Override
  public void tooLarge(Sighting file, long limitBytes, Optional<FileEntry> entry) {
    inner.tooLarge(file, limitBytes, entry);
  }

  @Override
  public void unreadable(RelativePath path, String reason) {
    inner.unreadable(path, reason);
  }

  @Override
  public boolean isCarriedOver(RelativePath path) {
    return inner.isCarriedOver(path);
  }
}
