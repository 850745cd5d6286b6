package io.sluice.cli;

import io.sluice.config.ConfigTemplate;
import io.sluice.config.Environment;
import io.sluice.file.DisplayText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice init}: prints a configuration to start from. */
@Command(
    name = "init",
    description = "Print a commented configuration to start from.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.VersionText.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice init --type embedded --folder ~/scans \\",
      "      --dataset scans > sluice.yaml",
      "  sluice check -c sluice.yaml",
      "",
      "Reads and writes no file. Exit codes: 0 printed, 2 no such type, or a value that cannot be used."
    })
final class InitCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  @Option(
      names = "--type",
      paramLabel = "T",
      required = true,
      description = "Type of the target: embedded, pictograph, darwin or clarifai.")
  private String type;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      required = true,
      description = "The folder to watch; need not exist yet.")
  private Path folder;

  @Option(
      names = "--dataset",
      paramLabel = "D",
      required = true,
      description = "The dataset that it feeds.")
  private String dataset;

  InitCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws UsageException {
    Logging.configure(common);
    Path absolute = environment.workingDirectory().resolve(folder).normalize();
    PrintWriter out = spec.commandLine().getOut();
    try {
      out.print(ConfigTemplate.render(type, absolute, dataset));
    } catch (IllegalArgumentException e) {
      throw new UsageException(DisplayText.of(e.getMessage()));
    }
    out.flush();
    return ExitCode.OK.number();
  }
}
