package io.sluice.cli;

import io.sluice.app.Difference;
import io.sluice.app.Differences;
import io.sluice.app.VerifyReport;
import io.sluice.app.VerifyResult;
import io.sluice.file.DisplayText;
import java.io.PrintWriter;

/** The result of {@code verify} for people. */
final class VerifyText {
  private static final int SHOWN = 50;

  private VerifyText() {}

  static void print(VerifyResult result, boolean repairing, PrintWriter out) {
    result.folders().forEach(report -> print(report, repairing, out));
    result
        .handedTo()
        .ifPresent(daemon -> out.println("Repaired by the running daemon (" + daemon + ")."));
    boolean missing = result.folders().stream().anyMatch(report -> report.missing().total() > 0);
    if (missing && !repairing) {
      out.println("verify --repair uploads again what is missing.");
    }
  }

  private static void print(VerifyReport report, boolean repairing, PrintWriter out) {
    out.println(
        DisplayText.of(report.name() + " -> " + report.target() + "/" + report.dataset())
            + ": "
            + report.checked()
            + " checked");
    print("missing", "not in the dataset", report.missing(), out);
    if (repairing && report.missing().total() > 0) {
      out.println("    of these repaired: " + report.repaired());
    }
    print("different", "other content in the dataset", report.different(), out);
    print("extra", "no local file accounts for it", report.extra(), out);
    print(
        "changed", "changed here; the dataset has what was uploaded first", report.changed(), out);
    print("not uploaded", "on disk alone", report.notUploaded(), out);
    String end =
        report.success()
            ? "  disk, ledger and dataset agree"
            : report.trouble().map(trouble -> "  not compared to the end").orElse("");
    if (!end.isEmpty()) {
      out.println(end);
    }
  }

  private static void print(String word, String meaning, Differences found, PrintWriter out) {
    if (found.total() == 0) {
      return;
    }
    out.println("  " + word + " (" + meaning + "): " + found.total());
    found.first().stream().limit(SHOWN).forEach(one -> print(one, meaning, out));
    if (found.total() > SHOWN) {
      out.println("    ... and " + (found.total() - SHOWN) + " more; --json lists more");
    }
  }

  private static void print(Difference difference, String meaning, PrintWriter out) {
    String name = difference.path().isEmpty() ? difference.remotePath() : difference.path();
    String reason = difference.reason();
    out.println("    " + name + (reason.equals(meaning) ? "" : ": " + reason));
  }
}
