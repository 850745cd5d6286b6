package io.sluice.app;

import io.sluice.config.MediaConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Files and directories that are to be uploaded once, and where they go.
 *
 * @param paths files, and directories that are taken with everything below them; absolute, at least
 *     one
 * @param target the name of a target of the configuration
 * @param dataset the name of the dataset, which is created where it is missing
 * @param directory the virtual folder that everything goes to: {@code /}, or {@code /a/b}
 * @param preserveFolders whether the directories below a named one are kept as virtual folders, its
 *     own name not being one of them; where not, all files go to {@code directory} itself
 * @param exclude globs, seen from each named directory, of files that are left out
 * @param media what is done with videos, and with directories whose files belong together
 * @param duplicates whether a file whose name is there, with other content or not known to be the
 *     same, is sent under a name of its own, which follows from its content; of targets of type
 *     clarifai
 */
public record PushRequest(
    List<Path> paths,
    String target,
    String dataset,
    String directory,
    boolean preserveFolders,
    List<String> exclude,
    MediaConfig media,
    boolean duplicates) {
  /**
   * @throws IllegalArgumentException with the value and what is wrong with it
   */
  public PushRequest {
    paths = List.copyOf(paths);
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("nothing to push: name a file or a directory");
    }
    for (Path path : paths) {
      if (!path.isAbsolute()) {
        throw new IllegalArgumentException("a path to push must be absolute: " + path);
      }
    }
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(dataset, "dataset");
    Objects.requireNonNull(directory, "directory");
    exclude = List.copyOf(exclude);
    Objects.requireNonNull(media, "media");
  }

  /** All files at the dataset's root. */
  public PushRequest(List<Path> paths, String target, String dataset) {
    this(paths, target, dataset, "/", false, List.of(), MediaConfig.DEFAULT, false);
  }
}
