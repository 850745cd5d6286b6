package io.sluice.app;

import io.sluice.config.SluiceConfig;
import io.sluice.config.TargetConfig;
import io.sluice.ledger.Ledger;
import io.sluice.report.Tally;
import io.sluice.status.ControlServer;
import io.sluice.status.ControlToken;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way into a running daemon: its control server, and the file that says where that is. */
final class DaemonControl implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DaemonControl.class);

  private final Path stateDirectory;
  private final ControlServer server;

  private DaemonControl(Path stateDirectory, ControlServer server) {
    this.stateDirectory = stateDirectory;
    this.server = server;
  }

  /**
   * Lets others in.
   *
   * @param tally counts the daemon's events from its start on
   * @param embedded addresses of its dataset servers, by the names of the targets
   * @throws StartException when no port can be had
   */
  static DaemonControl open(
      SluiceConfig config,
      Pipeline pipeline,
      Ledger ledger,
      Tally tally,
      Map<String, URI> embedded,
      ThreadFactory threads,
      ForwardClock clock)
      throws StartException {
    Map<String, TargetConfig> targets =
        pipeline.lines().stream()
            .map(line -> config.target(line.folder().config().target()).orElseThrow())
            .distinct()
            .collect(Collectors.toMap(TargetConfig::name, Function.identity()));
    ControlDesk desk =
        new ControlDesk(pipeline, ledger, tally, mapped(targets, Targets::type), clock);
    ControlToken token = ControlToken.random();
    DaemonControl control = new DaemonControl(config.stateDirectory(), start(desk, token, threads));
    control.publish(
        new DaemonFile(
            ProcessHandle.current().pid(),
            Version.text(),
            control.server.uri(),
            token,
            clock.wall().instant(),
            desk.folderNames(),
            embedded,
            mapped(targets, Targets::identity)));
    return control;
  }

  private static Map<String, String> mapped(
      Map<String, TargetConfig> targets, Function<TargetConfig, String> what) {
    return targets.values().stream().collect(Collectors.toMap(TargetConfig::name, what));
  }

  private static ControlServer start(ControlDesk desk, ControlToken token, ThreadFactory threads)
      throws StartException {
    try {
      return ControlServer.start(desk, token, threads);
    } catch (IOException e) {
      throw new StartException("no port of 127.0.0.1 can be had for control: " + e.getMessage(), e);
    }
  }

  /** Without the file nobody finds the daemon; that is no reason for it not to do its work. */
  private void publish(DaemonFile file) {
    try {
      file.write(stateDirectory);
      LOG.debug("control server listens on {}", server.uri());
    } catch (IOException e) {
      LOG.warn("cannot write {}: {}; sync cannot be handed over", DaemonFile.NAME, e.toString());
    }
  }

  /** Takes the file away, then stops listening; idempotent. */
  @Override
  public void close() {
    try {
      DaemonFile.remove(stateDirectory);
    } catch (IOException e) {
      LOG.warn("cannot remove {}: {}", DaemonFile.NAME, e.toString());
    } finally {
      server.close();
    }
  }
}
