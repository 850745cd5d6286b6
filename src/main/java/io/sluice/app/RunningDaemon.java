package io.sluice.app;

import com.google.common.hash.Hashing;
import io.sluice.config.EmbeddedTargetConfig;
import io.sluice.config.FolderConfig;
import io.sluice.config.TargetConfig;
import io.sluice.file.AbsolutePath;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The daemon that has a state directory, as a one-shot command sees it that was started meanwhile:
 * what it serves, how to speak to it, and where to work beside it.
 */
final class RunningDaemon implements AutoCloseable {
  private static final int NAME_LENGTH = 16;

  private final Path stateDirectory;
  private final DaemonFile file;
  private final ControlClient control;
  private final List<Served> folders;

  private RunningDaemon(
      Path stateDirectory, DaemonFile file, ControlClient control, List<Served> folders) {
    this.stateDirectory = stateDirectory;
    this.file = file;
    this.control = control;
    this.folders = List.copyOf(folders);
  }

  /**
   * A folder of the daemon.
   *
   * @param name its name there
   * @param path the directory, as the daemon prints it
   * @param identity what its target is, whatever it is called; empty when that is not known
   * @param dataset the name of its dataset
   */
  record Served(String name, String path, String identity, String dataset) {}

  /**
   * The daemon that has {@code stateDirectory}. The lock is not looked at, since a look takes it
   * for a moment; that somebody knows the token says as much.
   *
   * @return empty when nobody has the directory, or somebody who does not answer
   */
  static Optional<RunningDaemon> find(Path stateDirectory) throws InterruptedException {
    try {
      return reach(stateDirectory);
    } catch (DaemonGoneException e) {
      LoggerFactory.getLogger(RunningDaemon.class)
          .debug("no daemon answers for {}: {}", stateDirectory, e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * As {@link #find}, for those who can do nothing without it.
   *
   * @throws DaemonGoneException when somebody has the directory who does not answer
   */
  static Optional<RunningDaemon> reach(Path stateDirectory)
      throws DaemonGoneException, InterruptedException {
    Optional<DaemonFile> file = DaemonFile.read(stateDirectory);
    if (file.isEmpty() || !isAlive(file.get().pid())) {
      return Optional.empty();
    }
    ControlClient control = null;
    boolean found = false;
    try {
      control = new ControlClient(file.get().url(), file.get().token(), new Threads(e -> {}));
      List<Served> folders = served(control.status(), file.get());
      found = true;
      return Optional.of(new RunningDaemon(stateDirectory, file.get(), control, folders));
    } catch (IllegalArgumentException e) {
      throw new DaemonGoneException("its address is none of this machine", e);
    } finally {
      if (control != null && !found) {
        control.close();
      }
    }
  }

  /**
   * After a daemon that was killed another program may have its port: that one is told no token.
   */
  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  private static List<Served> served(JsonNode status, DaemonFile file) {
    List<Served> folders = new ArrayList<>();
    for (JsonNode folder : status.path("folders")) {
      String target = folder.path("target").asString("");
      folders.add(
          new Served(
              folder.path("name").asString(""),
              folder.path("path").asString(""),
              file.identities().getOrDefault(target, ""),
              folder.path("dataset").asString("")));
    }
    return folders;
  }

  ControlClient control() {
    return control;
  }

  List<Served> folders() {
    return folders;
  }

  /** For messages, such as {@code process 4711}. */
  String words() {
    return "process " + file.pid();
  }

  /**
   * A place of its own for work that the daemon does not do. The same work finds the same place, so
   * that it knows what it did before.
   *
   * @param target where it goes
   * @param what tells it from other work for this target: the folder and the dataset, say
   */
  WorkSite siteBeside(TargetConfig target, String... what) {
    StringBuilder key = new StringBuilder(withoutSlash(Targets.identity(target)));
    for (String part : what) {
      key.append('\0').append(part);
    }
    String name =
        Hashing.sha256()
            .hashString(key, StandardCharsets.UTF_8)
            .toString()
            .substring(0, NAME_LENGTH);
    return new WorkSite(stateDirectory.resolve("beside").resolve(name), this::address);
  }

  /** The place beside it for a folder that it does not serve. */
  WorkSite siteBeside(FolderConfig folder, TargetConfig target) {
    return siteBeside(target, folder.path().toUri().getRawPath(), folder.dataset());
  }

  /** The daemon's own folder that is the same as this one, for the same dataset. */
  Optional<Served> served(FolderConfig folder, TargetConfig target) {
    return folders.stream()
        .filter(served -> served.path().equals(AbsolutePath.text(folder.path())))
        .filter(served -> served.dataset().equals(folder.dataset()))
        .filter(served -> isSame(served.identity(), target))
        .findFirst();
  }

  /** Where the daemon's dataset server is that has the data of this target. */
  Optional<URI> address(EmbeddedTargetConfig embedded) {
    return file.embedded().entrySet().stream()
        .filter(server -> isSame(file.identities().get(server.getKey()), embedded))
        .map(java.util.Map.Entry::getValue)
        .findFirst();
  }

  /** Whether a target of the daemon is what a configuration calls by some name. */
  static boolean isSame(String identity, TargetConfig target) {
    return identity != null
        && withoutSlash(identity).equals(withoutSlash(Targets.identity(target)));
  }

  /** A directory that is not there yet has no slash at its end. */
  private static String withoutSlash(String identity) {
    return identity.endsWith("/") ? identity.substring(0, identity.length() - 1) : identity;
  }

  @Override
  public void close() {
    control.close();
  }
}
