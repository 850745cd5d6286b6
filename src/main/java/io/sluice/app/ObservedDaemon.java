package io.sluice.app;

import io.sluice.file.DisplayText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A daemon of another process, to be looked at. Takes no lock and changes nothing. One thread. */
public final class ObservedDaemon implements AutoCloseable {
  private final RunningDaemon daemon;

  private ObservedDaemon(RunningDaemon daemon) {
    this.daemon = daemon;
  }

  /**
   * The daemon that has a state directory.
   *
   * @throws StartException when none does, or none that answers this user
   */
  public static ObservedDaemon find(Path stateDirectory)
      throws StartException, InterruptedException {
    Optional<RunningDaemon> daemon = RunningDaemon.find(stateDirectory);
    if (daemon.isEmpty()) {
      throw new StartException(noDaemon(stateDirectory));
    }
    return new ObservedDaemon(daemon.get());
  }

  private static String noDaemon(Path stateDirectory) {
    String shown = DisplayText.of(stateDirectory);
    Path file = stateDirectory.resolve(DaemonFile.NAME);
    boolean mayLook = !Files.exists(stateDirectory) || Files.isExecutable(stateDirectory);
    if (!mayLook || (Files.exists(file) && !Files.isReadable(file))) {
      return "this user may not read "
          + DisplayText.of(file)
          + "; ask as the user that the daemon runs as, such as: sudo -u sluice sluice status";
    }
    return "no daemon is running with the state directory "
        + shown
        + "; start one with 'sluice run', or name its configuration (-c) or its directory"
        + " (--state-dir)";
  }

  /** For messages, such as {@code process 4711}. */
  public String words() {
    return daemon.words();
  }

  /**
   * What it is doing now. Blocks for a few seconds while the daemon is busy.
   *
   * @throws DaemonGoneException when it has ended, or does not answer
   */
  public Observation look() throws DaemonGoneException, InterruptedException {
    return Observation.of(daemon.control().status());
  }

  @Override
  public void close() {
    daemon.close();
  }
}
