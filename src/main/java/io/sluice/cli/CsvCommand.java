package io.sluice.cli;

import io.sluice.app.CsvRequest;
import io.sluice.app.DryRun;
import io.sluice.app.OneShots;
import io.sluice.config.Environment;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice csv}: the rows of a CSV file, once. */
@Command(
    name = "csv",
    description = "Upload the rows of a CSV file once, print the report, exit.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.VersionText.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice csv cats.csv --target tagging --dataset cats \\",
      "      --csv-type url",
      "      pictures that the platform fetches by itself",
      "  sluice csv scans.csv --dataset parts --csv-type file_path -n",
      "      which rows would be sent, and what is wrong with others",
      "  sluice csv notes.csv --dataset notes --csv-type raw --no-labels",
      "      texts, without the column concepts",
      "",
      "The first line names the columns, in any order: inputid, input, concepts, "
          + "metadata, geopoints. Only input is needed, and concepts unless --no-labels "
          + "is given. Paths are seen from the file; geopoints is longitude,latitude.",
      "",
      "A row with a mistake is reported with its line, and stops no other. The same "
          + "command again sends nothing that the dataset has; one that was stopped is gone "
          + "on with. It runs beside a daemon.",
      "",
      "Exit codes: 0 nothing failed, 1 internal error, 2 usage, configuration, state "
          + "directory, or a file that cannot be read or has other columns (nothing was "
          + "sent), 4 rows are left undone, 5 the target refused, 75 the target cannot be "
          + "reached, 130 and 143 stopped by a signal."
    })
final class CsvCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private CommonOptions common;
  @Mixin private CsvOptions options;
  @Mixin private WaitOption wait;
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print the report as one JSON object.")
  private boolean json;

  @Option(
      names = {"-n", "--dry-run"},
      description = "Send nothing, write nothing; read all rows and say what would be done.")
  private boolean dryRun;

  @Option(names = "--no-progress", description = "No progress bar on a terminal.")
  private boolean noProgress;

  CsvCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    Logging.configure(common);
    options.requireFitting();
    Environment here = environment.leavingKeysIf(dryRun);
    String target = options.target(Selection.load(common, here));
    Selection.Destination to =
        wait.applied(
            Selection.destination(common, options.adHoc(target), List.of(options.file()), here));
    CsvRequest request = options.request(environment.workingDirectory(), to.target());
    if (dryRun) {
      return DryRunText.print(
          List.of(DryRun.ofCsv(to.config(), request)), json, spec.commandLine().getOut());
    }
    boolean noBar = noProgress || common.quiet() || common.verbose();
    return new OneShotRun(spec.commandLine(), json, noBar)
        .run(display -> OneShots.csv(to.config(), request, display));
  }
}
