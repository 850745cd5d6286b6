package io.sluice.app;

import io.sluice.file.AbsolutePath;
import io.sluice.file.DisplayText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A daemon of another process, to be looked at and told to scan. Takes no lock. One thread. */
public final class ObservedDaemon implements AutoCloseable {
  private final RunningDaemon daemon;

  private ObservedDaemon(RunningDaemon daemon) {
    this.daemon = daemon;
  }

  /**
   * The daemon that has a state directory.
   *
   * @throws StartException when none does, or none that answers this user
   * @throws DaemonGoneException when it is too busy to answer
   */
  public static ObservedDaemon find(Path stateDirectory)
      throws StartException, DaemonGoneException, InterruptedException {
    return new ObservedDaemon(
        reach(stateDirectory).orElseThrow(() -> new StartException(noDaemon(stateDirectory))));
  }

  private static Optional<RunningDaemon> reach(Path stateDirectory)
      throws DaemonGoneException, InterruptedException {
    try {
      return RunningDaemon.reach(stateDirectory);
    } catch (DaemonGoneException e) {
      if (e.isBusy()) {
        throw e;
      }
      return Optional.empty();
    }
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
   * What it is doing now. Blocks for seconds while the daemon is busy, and a minute where it says
   * nothing.
   *
   * @throws DaemonGoneException when it has ended, or does not answer, or is too busy
   */
  public Observation look() throws DaemonGoneException, InterruptedException {
    return Observation.of(daemon.control().status());
  }

  /**
   * Has it scan folders now; returns once it has the order.
   *
   * @param folders their paths or names; none for all
   * @param workingDirectory where relative paths begin
   * @return the names of those that are scanned
   * @throws StartException when it has no such folder
   */
  public List<String> rescan(List<Path> folders, Path workingDirectory)
      throws StartException, DaemonGoneException, InterruptedException {
    Set<String> names = new LinkedHashSet<>();
    for (Path folder : folders) {
      names.add(name(folder, workingDirectory));
    }
    if (names.isEmpty()) {
      daemon.folders().forEach(served -> names.add(served.name()));
    }
    daemon.control().rescan(List.copyOf(names), false);
    return List.copyOf(names);
  }

  private String name(Path folder, Path workingDirectory) throws StartException {
    String path = AbsolutePath.text(workingDirectory.resolve(folder).normalize());
    return daemon.folders().stream()
        .filter(served -> served.path().equals(path) || served.name().equals(folder.toString()))
        .map(RunningDaemon.Served::name)
        .findFirst()
        .orElseThrow(
            () ->
                new StartException(
                    "the running daemon ("
                        + words()
                        + ") has no folder "
                        + DisplayText.of(folder.toString())
                        + "; it has "
                        + DisplayText.of(
                            daemon.folders().stream()
                                .map(RunningDaemon.Served::name)
                                .collect(Collectors.joining(", ")))));
  }

  @Override
  public void close() {
    daemon.close();
  }
}
