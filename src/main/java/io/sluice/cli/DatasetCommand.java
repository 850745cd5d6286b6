package io.sluice.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice dataset}: what is done to datasets. */
@Command(
    name = "dataset",
    description = "Put what a target has already into its datasets.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.VersionText.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice dataset add --dataset signs stop_1 stop_2",
      "      two inputs of a Clarifai app into its dataset 'signs'",
      "",
      "Exit codes: 2 usage; those of each command are in its own help."
    })
final class DatasetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "name what is to be done: dataset add");
  }
}
