package io.sluice.cli;

import io.sluice.app.DaemonGoneException;
import io.sluice.app.ObservedDaemon;
import io.sluice.app.StartException;
import io.sluice.config.ConfigException;
import io.sluice.config.Environment;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which running daemon a command speaks to, and what it does with one that ends meanwhile. */
final class DaemonOptions {
  @Option(names = "--state-dir", paramLabel = "DIR", description = "The daemon's state directory.")
  private Path stateDirectory;

  /** What is done with the daemon. */
  @FunctionalInterface
  interface Work {
    void with(ObservedDaemon daemon) throws Exception;
  }

  /**
   * Finds the daemon, and does the work with it.
   *
   * @return what the process ends with
   * @throws ConfigException with every problem of the configuration
   * @throws StartException when no daemon is running
   */
  int speak(CommonOptions common, Environment environment, PrintWriter err, Work work)
      throws Exception {
    Path state =
        Selection.at(Selection.load(common, environment), Optional.ofNullable(stateDirectory))
            .stateDirectory();
    try (ObservedDaemon daemon = ObservedDaemon.find(state)) {
      work.with(daemon);
      return ExitCode.OK.number();
    } catch (DaemonGoneException e) {
      if (e.isBusy()) {
        err.println("sluice: the daemon does not answer now: " + e.getMessage());
        return ExitCode.UNREACHABLE.number();
      }
      err.println("sluice: the daemon has gone: " + e.getMessage());
      return ExitCode.USAGE.number();
    }
  }
}
