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

  /**
   * Runs it to its end, or until a signal stops it; the exit code, where the signal does not decide
   * that.
   */
  int run(Opening opening) throws Exception {
    // Closed last: until then the process does not go.
    try (SignalledRun signals = SignalledRun.begin();
        ProgressDisplay display = ProgressDisplay.of(noBar);
        OneShot run = open(opening, display)) {
      boolean stopped = false;
      SyncResult result;
      try {
        result = signals.interruptibly(run::run);
      } catch (InterruptedException e) {
        stopped = true;
        result = run.soFar();
      }
      display.finish();
      print(result, stopped);
      return stopped ? ExitCode.UNDONE.number() : ExitCode.of(result).number();
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

  private void print(SyncResult result, boolean stopped) throws IOException {
    PrintWriter out = command.getOut();
    if (json) {
      JsonReport.write(result.folders(), stopped, out);
      out.println();
    } else {
      SyncText.print(result, stopped, out);
    }
    out.flush();
    PrintWriter err = command.getErr();
    if (stopped) {
      err.println("sluice: stopped before the end; the same command goes on from here");
    }
    result.lostFolders().forEach(lost -> err.println("sluice: " + lost));
    result
        .troubles()
        .forEach(
            trouble -> err.println("sluice: target " + trouble.target() + ": " + trouble.reason()));
  }
}
