package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.app.Daemon;
import io.sluice.app.DaemonObserver;
import io.sluice.cli.CommandHere;
import io.sluice.config.ConfigLoader;
import io.sluice.config.Environment;
import io.sluice.config.SluiceConfig;
import io.sluice.datasetserver.DatasetServer;
import io.sluice.event.IngestEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands with a configuration, within the process of the tests. */
final class ConfiguredHere {
  private ConfiguredHere() {}

  /** A daemon that nobody listens to. */
  static Daemon daemon(Path configuration) throws Exception {
    SluiceConfig config = ConfigLoader.load(configuration, Environment.ofProcess());
    return Daemon.start(
        config,
        config.folders(),
        new DaemonObserver() {
          @Override
          public void serverStarted(String target, DatasetServer started) {}

          @Override
          public void on(IngestEvent event) {}
        });
  }

  /** A command that ends with {@code code}. */
  static CommandHere.Ended command(Path directory, Path configuration, int code, String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("-q", "--json", "-c", configuration.toString()));
    CommandHere.Ended ended = CommandHere.run(directory, line.toArray(String[]::new));
    assertEquals(code, ended.code(), ended::toString);
    return ended;
  }
}
