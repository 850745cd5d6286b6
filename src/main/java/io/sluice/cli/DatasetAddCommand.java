package io.sluice.cli;

import io.sluice.app.DatasetAdd;
import io.sluice.app.EntryIds;
import io.sluice.app.StartException;
import io.sluice.config.ClarifaiTargetConfig;
import io.sluice.config.ConfigException;
import io.sluice.config.Environment;
import io.sluice.config.SluiceConfig;
import io.sluice.config.TargetConfig;
import io.sluice.file.DisplayText;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice dataset add}: inputs that an app has already, into a dataset. */
@Command(
    name = "add",
    description = {
      "Put inputs that a Clarifai app has already into a dataset of it.",
      "Each is looked up first, and looked for in the dataset afterwards. Up to 128 go in "
          + "one request. Nothing is uploaded, made or taken out; the same ids can be given "
          + "again."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.VersionText.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice dataset add --dataset signs stop_1 stop_2",
      "      two inputs",
      "  sluice dataset add --dataset signs - < ids.txt",
      "      one id a line",
      "  sluice dataset add --dataset signs -n --json - < ids.txt",
      "      how they stand, as one JSON object; adds nothing",
      "",
      "Each id is told of as 'added', 'already' (the dataset had it), 'missing' (there is no "
          + "such input) or 'failed'.",
      "",
      "Exit codes: 0 all are in the dataset, 1 internal error, 2 usage or configuration, 4 "
          + "some are missing or failed, 5 the target refused, or has no such dataset, 75 the "
          + "target cannot be reached, 130 and 143 stopped by a signal."
    })
final class DatasetAddCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  private final Environment environment;
  private final InputStream standardInput;

  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "ID",
      arity = "1..*",
      description = "Ids of inputs; '-' alone reads them from standard input, one a line.")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--dataset",
      paramLabel = "D",
      required = true,
      description = "A dataset that is there.")
  private String dataset;

  @Option(
      names = "--target",
      paramLabel = "T",
      description = "A target of the configuration (default: its only one of type clarifai).")
  private String target;

  @Option(names = "--json", description = "Print the results as one JSON object.")
  private boolean json;

  @Option(
      names = {"-n", "--dry-run"},
      description = "Ask how each id stands, and add none.")
  private boolean dryRun;

  DatasetAddCommand(Environment environment, InputStream standardInput) {
    this.environment = environment;
    this.standardInput = standardInput;
  }

  @Override
  public Integer call()
      throws ConfigException, UsageException, StartException, IOException, InterruptedException {
    Logging.configure(common);
    SluiceConfig config = Selection.load(common, environment);
    EntryIds given = ids();
    if (dataset.isBlank()) {
      throw new UsageException("--dataset is empty; is a variable not set?");
    }
    String name = target == null ? onlyTarget(config) : target;
    AddedOutput output =
        AddedOutput.to(
            spec.commandLine().getOut(), json, DisplayText.of(name), DisplayText.of(dataset));
    DatasetAdd add = DatasetAdd.of(config, name, dataset, dryRun, output::entry);
    output.begin(dryRun);
    DatasetAdd.Outcome outcome = add.run(given);
    output.end(outcome);
    outcome
        .trouble()
        .ifPresent(
            trouble ->
                spec.commandLine()
                    .getErr()
                    .println(
                        "sluice: target "
                            + trouble.target()
                            + ": "
                            + trouble.reason()
                            + "; ids that are not told of were not tried"));
    return ExitCode.of(outcome).number();
  }

  private EntryIds ids() throws UsageException {
    if (ids.equals(List.of(STANDARD_INPUT))) {
      return EntryIds.lines(standardInput);
    }
    if (ids.contains(STANDARD_INPUT)) {
      throw new UsageException("give ids, or '-' alone for standard input, not both");
    }
    try {
      return EntryIds.of(ids);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private static String onlyTarget(SluiceConfig config) throws UsageException {
    List<String> names =
        config.targets().stream()
            .filter(ClarifaiTargetConfig.class::isInstance)
            .map(TargetConfig::name)
            .toList();
    if (names.size() != 1) {
      throw new UsageException(
          names.isEmpty()
              ? "dataset add is for targets of type clarifai, and the configuration has none"
              : "name the target with --target: there are " + String.join(", ", names));
    }
    return names.get(0);
  }
}
