package io.sluice.cli;

import io.sluice.app.SyncResult;
import io.sluice.file.FileState;
import io.sluice.report.FileFailure;
import io.sluice.report.FolderReport;
import io.sluice.report.RunCounts;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** The report of a one-shot run for people. */
final class SyncText {
  private static final int SHOWN_FAILURES = 50;

  private SyncText() {}

  /**
   * @param stopped whether it was stopped before its end
   */
  static void print(SyncResult result, boolean stopped, PrintWriter out) {
    result.folders().forEach(folder -> print(folder, out));
    result
        .handedTo()
        .ifPresent(
            daemon ->
                out.println(
                    (stopped || !result.lostFolders().isEmpty()
                            ? "Handed to the running daemon ("
                            : "Done by the running daemon (")
                        + daemon
                        + ")."));
    if (result.uploadRequests() > 0) {
      out.println("Requests: " + result.uploadRequests() + ".");
    } else if (!stopped && result.troubles().isEmpty() && result.handedTo().isEmpty()) {
      out.println("No upload request was needed.");
    }
  }

  private static void print(FolderReport report, PrintWriter out) {
    RunCounts counts = report.counts();
    out.printf(
        Locale.ROOT,
        "%s -> %s/%s: %d seen, %d uploaded (%s), %d skipped, %d failed, %d in conflict,"
            + " %d incomplete, %d pending; %d ignored, %d vanished; %.1f s%n",
        report.name(),
        report.target(),
        report.dataset(),
        counts.seen(),
        counts.of(FileState.UPLOADED),
        ByteText.of(counts.bytesUploaded()),
        counts.of(FileState.SKIPPED),
        counts.of(FileState.FAILED),
        counts.of(FileState.CONFLICT),
        counts.of(FileState.INCOMPLETE),
        counts.of(FileState.PENDING),
        counts.ignored(),
        counts.of(FileState.VANISHED),
        report.elapsed().toMillis() / 1000.0);
    AtomicLong shown = new AtomicLong();
    report.failures().forEach(failure -> print(failure, shown, out));
    if (shown.get() > SHOWN_FAILURES) {
      out.println("  ... and " + (shown.get() - SHOWN_FAILURES) + " more; --json lists all");
    }
  }

  private static void print(FileFailure failure, AtomicLong shown, PrintWriter out) {
    if (shown.getAndIncrement() < SHOWN_FAILURES) {
      out.println("  " + failure.state().word() + " " + failure.path() + ": " + failure.reason());
    }
  }
}
