package io.sluice.app;

import io.sluice.config.FolderConfig;
import io.sluice.file.DisplayText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the folders of a one-shot run are there; the daemon waits for them instead. */
final class FolderChecks {
  private FolderChecks() {}

  /**
   * Looks at every folder.
   *
   * @throws StartException naming each one that cannot be read
   */
  static void requireReadable(List<FolderConfig> folders) throws StartException {
    List<String> problems = new ArrayList<>();
    for (FolderConfig folder : folders) {
      problem(folder.path()).ifPresent(problems::add);
    }
    if (!problems.isEmpty()) {
      throw new StartException(String.join("\n", problems));
    }
  }

  /** What is wrong with a folder and, after a semicolon, what to do. */
  static Optional<String> problem(Path folder) {
    String shown = DisplayText.of(folder);
    if (!Files.exists(folder)) {
      return Optional.of(shown + " does not exist; is it mounted, and spelt as meant?");
    }
    if (!Files.isDirectory(folder)) {
      return Optional.of(shown + " is a file; name the folder that holds it");
    }
    if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
      return Optional.of(
          shown + " cannot be read by this user; grant it read access (r and x) to the folder");
    }
    return Optional.empty();
  }

  /**
   * @throws StartException when {@code stateDirectory} lies in one of {@code folders}, where its
   *     files would be looked at as if somebody had dropped them; below a hidden directory it may
   */
  static void requireApart(List<FolderConfig> folders, Path stateDirectory) throws StartException {
    for (FolderConfig folder : folders) {
      if (stateDirectory.startsWith(folder.path())
          && !isHidden(folder.path().relativize(stateDirectory))) {
        throw new StartException(
            "the state directory "
                + DisplayText.of(stateDirectory)
                + " lies in the folder "
                + DisplayText.of(folder.path())
                + ", which is to be uploaded: name another one (state-dir, or --state-dir)");
      }
    }
  }

  private static boolean isHidden(Path relative) {
    for (Path part : relative) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }
}
