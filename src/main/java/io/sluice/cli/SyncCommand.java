package io.sluice.cli;

import io.sluice.app.DaemonGoneException;
import io.sluice.app.OneShot;
import io.sluice.app.OneShots;
import io.sluice.app.StartException;
import io.sluice.app.SyncResult;
import io.sluice.config.Environment;
import io.sluice.report.JsonReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice sync}: full sync once, print the report, exit. */
@Command(
    name = "sync",
    description = "Sync folders once, print the report, exit.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.VersionText.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice sync ~/scans                   into dataset 'scans' of the embedded server",
      "  sluice sync -c sluice.yaml --json     all configured folders, report as JSON",
      "  sluice sync -n /srv/camera            what would be uploaded; names that collide",
      "",
      "While a daemon runs on the same state directory, its folders are handed to it and",
      "followed; any other folder is synced beside it.",
      "",
      "Exit codes: 0 nothing failed, 1 internal error, 2 usage, configuration or state",
      "directory, 4 files are left undone, 5 the target refused, 75 the target cannot",
      "be reached, 130 and 143 stopped by a signal.",
    })
final class SyncCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private CommonOptions common;
  @Mixin private FolderOptions options;
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print the report as one JSON object.")
  private boolean json;

  @Option(
      names = {"-n", "--dry-run"},
      description = "Send nothing, write nothing; say what would be done.")
  private boolean dryRun;

  @Option(names = "--no-progress", description = "No progress bar on a terminal.")
  private boolean noProgress;

  SyncCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    Logging.configure(common);
    Selection selection = Selection.of(common, options, environment);
    return dryRun
        ? DryRunText.rehearse(selection, json, spec.commandLine().getOut())
        : sync(selection);
  }

  private int sync(Selection selection) throws Exception {
    boolean noBar = noProgress || common.quiet() || common.verbose();
    try (ProgressDisplay display = ProgressDisplay.of(noBar);
        OneShot sync = open(selection, display)) {
      SyncResult result = SignalledRun.run(sync::run);
      display.finish();
      print(result);
      return ExitCode.of(result).number();
    } catch (DaemonGoneException e) {
      spec.commandLine().getErr().println("sluice: " + e.getMessage());
      return ExitCode.UNDONE.number();
    }
  }

  private static OneShot open(Selection selection, ProgressDisplay display)
      throws StartException, IOException, InterruptedException {
    if (display.isBar()) {
      Logging.warningsOnly();
    }
    return OneShots.sync(selection.config(), selection.folders(), display);
  }

  private void print(SyncResult result) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonReport.write(result.folders(), out);
      out.println();
    } else {
      SyncText.print(result, out);
    }
    out.flush();
    result.lostFolders().forEach(lost -> spec.commandLine().getErr().println("sluice: " + lost));
    result
        .troubles()
        .forEach(
            trouble ->
                spec.commandLine()
                    .getErr()
                    .println("sluice: target " + trouble.target() + ": " + trouble.reason()));
  }
}
