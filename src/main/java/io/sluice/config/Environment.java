package io.sluice.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the configuration takes from the process around it. Values of variables may be keys, so they
 * never print.
 *
 * @param variables the environment variables
 * @param home the home directory of the user, absolute
 * @param workingDirectory what a relative path on the command line starts from, absolute
 * @param readsKeys whether key files are read to see whether they will do; not where the
 *     configuration is another user's, or nothing is sent
 */
public record Environment(
    Map<String, String> variables, Path home, Path workingDirectory, boolean readsKeys) {
  public Environment {
    variables = Map.copyOf(variables);
    Checks.absolute("home", home);
    Checks.absolute("working directory", workingDirectory);
  }

  /** An environment in which key files are read. */
  public Environment(Map<String, String> variables, Path home, Path workingDirectory) {
    this(variables, home, workingDirectory, true);
  }

  /** This one, but that key files are not read. */
  public Environment leavingKeys() {
    return new Environment(variables, home, workingDirectory, false);
  }

  /** This one; key files are not read in a dry run, which has no use for them. */
  public Environment leavingKeysIf(boolean dryRun) {
    return dryRun ? leavingKeys() : this;
  }

  /** The environment of this process. */
  public static Environment ofProcess() {
    return new Environment(System.getenv(), home(System.getenv()), Path.of("").toAbsolutePath());
  }

  /** {@code $HOME}, as a shell takes {@code ~}; where that is not set, what the system says. */
  private static Path home(Map<String, String> variables) {
    String home = variables.getOrDefault("HOME", "");
    return home.startsWith("/")
        ? Path.of(home).normalize()
        : Path.of(System.getProperty("user.home")).toAbsolutePath();
  }

  /** The value of a variable that is set and not empty. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }

  /** {@code $STATE_DIRECTORY} (the first, where systemd lists several), else the user's own. */
  Path stateDirectory() {
    return variable("STATE_DIRECTORY")
        .map(list -> list.split(":", -1)[0])
        .filter(first -> !first.isEmpty())
        .map(first -> workingDirectory.resolve(first).normalize())
        .orElseGet(() -> home.resolve(".local/state/sluice"));
  }

  /** systemd's credentials directory, if there is one: it guards the files in it itself. */
  Set<Path> credentialsDirectories() {
    return variable("CREDENTIALS_DIRECTORY")
        .map(directory -> Set.of(workingDirectory.resolve(directory).normalize()))
        .orElse(Set.of());
  }

  @Override
  public String toString() {
    return "Environment[" + variables.size() + " variables, home=" + home + "]";
  }
}
