package io.sluice.app;

import io.sluice.source.RootUnavailableException;
import io.sluice.source.ScanSummary;
import java.util.function.Consumer;

/** Scans a folder whenever that is due; a one-shot run, once. */
final class ScanThread {
  private final FolderWalk scan;
  private final FolderMount mount;
  private final ScanRequests requests;
  private final FolderLine line;
  private final Inbox inbox;
  private final boolean once;
  private final Consumer<String> onWalked;

  /**
   * @param onWalked told on the scan thread after each walk: device and inode of the folder
   */
  ScanThread(
      FolderWalk scan,
      FolderMount mount,
      ScanRequests requests,
      FolderLine line,
      Inbox inbox,
      boolean once,
      Consumer<String> onWalked) {
    this.scan = scan;
    this.mount = mount;
    this.requests = requests;
    this.line = line;
    this.inbox = inbox;
    this.once = once;
    this.onWalked = onWalked;
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
    if (mount.look()) {
      inbox.post(line::mountChanged);
    }
    try {
      ScanSummary summary = scan.run(order.concludeAnew());
      requests.ended(summary.elapsed());
      inbox.post(() -> line.scanned(summary, order.number()));
      onWalked.accept(summary.rootKey());
    } catch (RootUnavailableException e) {
      requests.missing(order);
      inbox.post(() -> line.scanFailed(e.getMessage(), order.number()));
    }
  }
}
