package io.sluice.cli;

import io.sluice.app.StandaloneServer;
import io.sluice.app.StartException;
import io.sluice.config.ConfigException;
import io.sluice.config.EmbeddedTargetConfig;
import io.sluice.config.Environment;
import io.sluice.config.SluiceConfig;
import io.sluice.datasetserver.DatasetServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice serve}: the dataset server on its own. */
@Command(
    name = "serve",
    description = {
      "Run the dataset server on its own, on loopback, until stopped.",
      "It takes uploads like a platform's API and shows them on a page. The key and a "
          + "link that opens the page are shown on a terminal alone; both are in files that "
          + "it names."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.VersionText.class,
    synopsisSubcommandLabel = "",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice serve",
      "      data and port of the configuration",
      "  sluice serve --data /srv/sets --port 0",
      "      another directory, a free port",
      "",
      "Stop it with Ctrl-C or SIGTERM.",
      "",
      "Exit codes: 1 internal error, 2 the port or the directory cannot be used, 130 and 143 stopped by a "
          + "signal."
    })
final class ServeCommand implements Callable<Integer> {
  private static final int MAX_PORT = 65_535;

  private final Environment environment;

  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where the datasets are kept (default: data-dir of the embedded target, else 'datasets' in"
              + " the state directory).")
  private Path data;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port on loopback; 0 picks a free one (default: 8471).")
  private Integer port;

  ServeCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call()
      throws ConfigException, UsageException, StartException, InterruptedException, IOException {
    Logging.configure(common);
    SluiceConfig config = Selection.load(common, environment);
    EmbeddedTargetConfig embedded = embedded(config);
    Path directory = data == null ? embedded.dataDirectory() : absolute(data);
    try (StandaloneServer running =
        StandaloneServer.start(directory, port(embedded), config.stateDirectory())) {
      Runtime.getRuntime().addShutdownHook(new Thread(running::close, "stop"));
      greet(running.server(), spec.commandLine().getOut());
      running.awaitEnd();
      return ExitCode.OK.number();
    }
  }

  private Path absolute(Path path) {
    return environment.workingDirectory().resolve(path).normalize();
  }

  private static EmbeddedTargetConfig embedded(SluiceConfig config) {
    Optional<EmbeddedTargetConfig> configured =
        config.targets().stream()
            .filter(EmbeddedTargetConfig.class::isInstance)
            .map(EmbeddedTargetConfig.class::cast)
            .findFirst();
    return configured.orElseGet(() -> EmbeddedTargetConfig.implicit(config.stateDirectory()));
  }

  private int port(EmbeddedTargetConfig embedded) throws UsageException {
    int chosen = port == null ? embedded.port() : port;
    if (chosen < 0 || chosen > MAX_PORT) {
      throw new UsageException("--port must be 0 to " + MAX_PORT + ", not " + chosen);
    }
    return chosen;
  }

  private void greet(DatasetServer server, PrintWriter out) throws IOException {
    out.println("data:      " + server.dataDirectory());
    out.println("free:      " + ByteText.of(server.usableBytes()));
    out.println("url:       " + server.uri());
    out.println("key file:  " + server.keyFile());
    if (Terminal.onStandardOutput()) {
      out.println("key:       " + server.apiKey());
      out.println("page:      " + server.pageLink() + "  (opens once, within an hour)");
    } else {
      // This may be kept, and read by others.
      out.println("page link: " + server.pageLinkFile());
    }
    out.flush();
  }
}
