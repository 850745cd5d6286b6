package io.sluice.cli;

import io.sluice.app.Duplicates;
import io.sluice.app.FileInventory;
import io.sluice.app.InventoryFolder;
import io.sluice.app.LoggedFailures;
import io.sluice.app.OneShot;
import io.sluice.app.OneShots;
import io.sluice.app.StartException;
import io.sluice.config.Environment;
import io.sluice.config.FolderConfig;
import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice retry}: uploads again what failed. */
@Command(
    name = "retry",
    description = {
      "Upload again what failed, is in conflict or incomplete.",
      "All that the ledger has, or only what a log of failures names. Looks at those "
          + "files alone, without a scan; what an earlier run left queued may go on "
          + "meanwhile."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.VersionText.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice retry -c sluice.yaml",
      "      whatever failed in the folders",
      "  sluice retry failures.jsonl --json",
      "      what this log names",
      "  sluice retry --folder ~/scans -n",
      "      what would be tried",
      "  sluice retry --folder ~/scans --retry-duplicates",
      "      also what has the id of another input: as ID-r1a2b3c4d",
      "",
      "While a daemon runs on the same state directory, its folders are handed to it "
          + "and followed; it tries again all that failed in them.",
      "",
      "Exit codes: 0 nothing failed, 1 internal error, 2 usage, configuration or state "
          + "directory, 4 files are left undone, 5 the target refused, 75 the target cannot "
          + "be reached, 130 and 143 stopped by a signal."
    })
final class RetryCommand implements Callable<Integer> {
  private static final Set<FileState> RETRIED =
      EnumSet.of(FileState.FAILED, FileState.CONFLICT, FileState.INCOMPLETE);

  private final Environment environment;

  @Mixin private CommonOptions common;
  @Mixin private AdHocOptions adHoc;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "LOG",
      arity = "0..1",
      description = "A log of failures, such as failures.jsonl of the state directory.")
  private Path log;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description = "This folder alone; may be given several times (default: all).")
  private List<Path> folders = new ArrayList<>();

  @Option(
      names = "--retry-duplicates",
      description = {
        "Besides, send files whose ids are taken, or that were skipped by their names alone,"
            + " under ids of their own (clarifai)."
      })
  private boolean retryDuplicates;

  @Option(names = "--json", description = "Print the report as one JSON object.")
  private boolean json;

  @Option(
      names = {"-n", "--dry-run"},
      description = "Send nothing, write nothing; list what would be tried.")
  private boolean dryRun;

  @Option(names = "--no-progress", description = "No progress bar on a terminal.")
  private boolean noProgress;

  RetryCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    Logging.configure(common);
    Selection selection =
        Selection.of(common, FolderOptions.of(adHoc, folders), environment.leavingKeysIf(dryRun));
    Optional<LoggedFailures> named = Optional.empty();
    List<FolderConfig> chosen = selection.folders();
    if (log != null) {
      Path file = environment.workingDirectory().resolve(log);
      named = Optional.of(LoggedFailures.read(file, chosen));
      chosen = named.get().folders(chosen);
    }
    return dryRun ? list(selection, chosen, named) : retry(selection, chosen, named);
  }

  private int retry(Selection selection, List<FolderConfig> chosen, Optional<LoggedFailures> named)
      throws Exception {
    boolean noBar = noProgress || common.quiet() || common.verbose();
    return new OneShotRun(spec.commandLine(), json, noBar)
        .run(
            display -> {
              OneShot run =
                  retryDuplicates
                      ? OneShots.retryDuplicates(selection.config(), chosen, named, display)
                      : OneShots.retry(selection.config(), chosen, named, display);
              tell(named);
              return run;
            });
  }

  private void tell(Optional<LoggedFailures> named) {
    PrintWriter err = spec.commandLine().getErr();
    named.ifPresent(log -> log.notes().forEach(note -> err.println("sluice: " + note)));
  }

  private int list(Selection selection, List<FolderConfig> chosen, Optional<LoggedFailures> named)
      throws UsageException, StartException {
    if (json) {
      throw new UsageException("retry --dry-run prints a list; for JSON use 'files --json'");
    }
    Set<FileState> states = EnumSet.copyOf(RETRIED);
    if (retryDuplicates) {
      new Duplicates(selection.config()).requireSentFrom(chosen);
      states.add(FileState.SKIPPED);
    }
    tell(named);
    FilesText text = new FilesText(spec.commandLine().getOut(), states);
    try (FileInventory inventory = FileInventory.open(selection.config())) {
      for (FolderConfig config : chosen) {
        for (InventoryFolder folder : inventory.at(config.path())) {
          text.folder(folder);
          folder.forEach(
              states,
              RelativePath.ROOT,
              Long.MAX_VALUE,
              file -> {
                boolean asked = named.isEmpty() || named.get().names(config, file.path());
                if (asked && Duplicates.isOne(file)) {
                  text.file(file);
                }
              });
          text.endOfFolder();
        }
      }
    }
    text.end();
    return ExitCode.OK.number();
  }
}
