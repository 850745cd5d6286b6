package io.sluice.cli;

import io.sluice.app.DaemonGoneException;
import io.sluice.app.OneShot;
import io.sluice.app.StartException;
import io.sluice.app.SyncResult;
import io.sluice.report.JsonReport;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;

/**
 * Runs an upload that somebody waits for, with a progress bar where there is a terminal, and prints
 * what it came to.
 *
 * @param command whose output it is
 * @param json whether the report is one JSON object
 * @param noBar whether there is no progress bar, not even on a terminal
 */
record OneShotRun(CommandLine command, boolean json, boolean noBar) {
  /** Makes what is to be run. */
  @FunctionalInterface
  interface Opening {
    OneShot open(ProgressDisplay display) throws StartException, IOException, InterruptedException;
  }

  /** Runs it to its end; the exit code. */
  int run(Opening opening) throws Exception {
    try (ProgressDisplay display = ProgressDisplay.of(noBar);
        OneShot run = open(opening, display)) {
      SyncResult result = SignalledRun.run(run::run);
      display.finish();
      print(result);
      return ExitCode.of(result).number();
    } catch (DaemonGoneException e) {
      command.getErr().println("sluice: " + e.getMessage());
      return ExitCode.UNDONE.number();
    }
  }

  private static OneShot open(Opening opening, ProgressDisplay display)
      throws StartException, IOException, InterruptedException {
    if (display.isBar()) {
      Logging.warningsOnly();
    }
    return opening.open(display);
  }

  private void print(SyncResult result) throws IOException {
    PrintWriter out = command.getOut();
    if (json) {
      JsonReport.write(result.folders(), out);
      out.println();
    } else {
      SyncText.print(result, out);
    }
    out.flush();
    PrintWriter err = command.getErr();
    result.lostFolders().forEach(lost -> err.println("sluice: " + lost));
    result
        .troubles()
        .forEach(
            trouble -> err.println("sluice: target " + trouble.target() + ": " + trouble.reason()));
  }
}
