package io.sluice.cli;

import io.sluice.config.Environment;
import io.sluice.file.DisplayText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code sluice rescan}: has the running daemon scan its folders now. */
@Command(
    name = "rescan",
    description = {
      "Have the running daemon scan its folders now.",
      "Rather than at the next interval. Returns once the daemon has the order; 'sluice sync' "
          + "also follows it to its end."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.VersionText.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice rescan",
      "      all folders of the daemon",
      "  sluice rescan ~/scans road-signs",
      "      some, by path or name",
      "",
      "Exit codes: 0 done, 1 internal error, 2 usage or configuration, or no daemon is "
          + "running, 75 it is too busy to answer."
    })
final class RescanCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private CommonOptions common;
  @Mixin private DaemonOptions options;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FOLDER",
      arity = "0..*",
      description = "Folders of the daemon, by path or name. None: all.")
  private List<Path> folders = new ArrayList<>();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  RescanCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    Logging.configure(common);
    CommandLine line = spec.commandLine();
    return options.speak(
        common,
        environment,
        line.getErr(),
        daemon -> {
          List<String> names = daemon.rescan(folders, environment.workingDirectory());
          line.getOut().println(json ? inJson(names) : inWords(names, daemon.words()));
        });
  }

  private static String inWords(List<String> names, String daemon) {
    return "The running daemon (" + daemon + ") scans " + DisplayText.of(String.join(", ", names));
  }

  private static String inJson(List<String> names) {
    JsonMapper mapper = new JsonMapper();
    var object = mapper.createObjectNode();
    names.forEach(object.putArray("accepted")::add);
    return object.toString();
  }
}
