package io.sluice.app;

import io.sluice.source.RootUnavailableException;
import io.sluice.source.ScanSummary;

/** Scans a folder whenever that is due; a one-shot run, once. */
final class ScanThread {
  private final FolderWalk scan;
  private final ScanRequests requests;
  private final FolderLine line;
  private final Inbox inbox;
  private final boolean once;
  private final Runnable onRootBack;
  private boolean missing;

  /**
   * @param onRootBack told on the scan thread when the folder is there again
   */
  ScanThread(
      FolderWalk scan,
      ScanRequests requests,
      FolderLine line,
      Inbox inbox,
      boolean once,
      Runnable onRootBack) {
    this.scan = scan;
    this.requests = requests;
    this.line = line;
    this.inbox = inbox;
    this.once = once;
    this.onRootBack = onRootBack;
  }

  /** Runs until interrupted. */
  void run() {
    try {
      if (once) {
        line.awaitDatasetAnswer();
      }
      do {
        scanOnce(requests.awaitDue());
      } while (!once);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void scanOnce(ScanOrder order) throws InterruptedException {
    try {
      ScanSummary summary = scan.run(order.concludeAnew());
      requests.ended(summary.elapsed());
      inbox.post(() -> line.scanned(summary, order.number()));
      if (missing) {
        missing = false;
        onRootBack.run();
      }
    } catch (RootUnavailableException e) {
      missing = true;
      requests.missing(order);
      inbox.post(() -> line.scanFailed(e.getMessage(), order.number()));
    }
  }
}
