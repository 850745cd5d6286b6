package io.sluice.cli;

import io.sluice.app.OneShots;
import io.sluice.config.Environment;
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
      "  sluice sync ~/scans",
      "      into dataset 'scans' of the embedded server",
      "  sluice sync -c sluice.yaml --json",
      "      all configured folders, report as JSON",
      "  sluice sync -n /srv/camera",
      "      what would be uploaded; names that collide",
      "",
      "While a daemon runs on the same state directory, its folders are handed to it "
          + "and followed; any other folder is synced beside it.",
      "",
      "Ctrl-C or SIGTERM ends it in order, with a report of what was done so far; a "
          + "second one ends it at once.",
      "",
      "Exit codes: 0 nothing failed, 1 internal error, 2 usage, configuration or state "
          + "directory, 4 files are left undone, 5 the target refused, 75 the target cannot "
          + "be reached, 130 and 143 stopped by a signal."
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

  @Option(
      names = "--no-wait",
      hidden = true,
      description = "For commands whose ledger does not outlive them.")
  private boolean noWait;

  SyncCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    Logging.configure(common);
    if (noWait) {
      throw new UsageException(
          "--no-wait is for push and csv: a sync's ledger would call files uploaded that the"
              + " platform may yet refuse, and no later run would look at them again");
    }
    Selection selection = Selection.of(common, options, environment.leavingKeysIf(dryRun));
    return dryRun
        ? DryRunText.rehearse(selection, json, spec.commandLine().getOut())
        : sync(selection);
  }

  private int sync(Selection selection) throws Exception {
    boolean noBar = noProgress || common.quiet() || common.verbose();
    return new OneShotRun(spec.commandLine(), json, noBar)
        .run(display -> OneShots.sync(selection.config(), selection.folders(), display));
  }
}
