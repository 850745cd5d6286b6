package io.sluice.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds two folders of which one holds the other while both feed one dataset: each file of the
 * inner one would be uploaded twice.
 */
public final class FolderOverlap {
  private record Known(FolderConfig folder, int line) {}

  private final List<Known> earlier = new ArrayList<>();

  /** What is wrong with {@code folder} beside the ones before it, and remembers it. */
  public Optional<String> with(FolderConfig folder) {
    return with(folder, 0);
  }

  /** As {@link #with(FolderConfig)}, for one that stands on a line of the file. */
  Optional<String> with(FolderConfig folder, int line) {
    Optional<Known> other =
        earlier.stream()
            .filter(known -> sameDataset(known.folder(), folder))
            .filter(known -> nested(known.folder().path(), folder.path()))
            .findFirst();
    earlier.add(new Known(folder, line));
    return other.map(known -> message(known, folder));
  }

  private static String message(Known known, FolderConfig folder) {
    Path one = realPath(folder.path());
    Path two = realPath(known.folder().path());
    String relation =
        one.equals(two)
            ? " is the same directory as "
            : one.startsWith(two) ? " lies in " : " holds ";
    return PathText.render(folder.path())
        + relation
        + PathText.render(known.folder().path())
        + (known.line() > 0 ? " (line " + known.line() + ")" : "")
        + " and both feed dataset "
        + folder.dataset()
        + " of target "
        + folder.target()
        + "; remove one, or give it another dataset";
  }

  private static boolean sameDataset(FolderConfig one, FolderConfig two) {
    return one.target().equals(two.target()) && one.dataset().equals(two.dataset());
  }

  private static boolean nested(Path one, Path two) {
    Path realOne = realPath(one);
    Path realTwo = realPath(two);
    return realOne.startsWith(realTwo) || realTwo.startsWith(realOne);
  }

  /** Symbolic links resolved as far as the path exists; a folder may be mounted later. */
  private static Path realPath(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      Path parent = path.getParent();
      return parent == null ? path : realPath(parent).resolve(path.getFileName());
    }
  }
}
