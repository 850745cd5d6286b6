package io.sluice.app;

import io.sluice.config.InputType;
import io.sluice.config.MediaConfig;
import io.sluice.file.DisplayText;
import io.sluice.file.FileStat;
import io.sluice.file.RelativePath;
import io.sluice.source.FolderFilter;
import io.sluice.source.IgnoreReason;
import io.sluice.source.ScanStarts;
import io.sluice.source.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a push was given, found on disk: one walk from the deepest directory that holds all of it.
 * The paths are free of symbolic links.
 *
 * @param root that directory
 * @param starts what of it was named
 */
record PushedPaths(Path root, ScanStarts starts) {
  private static final int MOST_SHOWN = 20;

  /**
   * A path that is there.
   *
   * @param real where it is, without symbolic links
   */
  private record Named(Path real, boolean directory) {}

  /**
   * Looks at every path.
   *
   * @param filter which files are wanted
   * @param files what the target takes
   * @param media what is done with the files: each by itself, or those of a directory as one item
   * @throws StartException naming every path that is missing or cannot be taken
   */
  static PushedPaths find(
      List<Path> paths, FolderFilter filter, TargetFiles files, MediaConfig media)
      throws StartException {
    boolean units = media.merge().isPresent();
    List<Named> found = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Path path : paths) {
      try {
        Named named = named(path);
        Optional<String> problem =
            units
                ? unitProblem(path, named)
                : problem(path, named, filter, files, media.inputType());
        problem.ifPresentOrElse(problems::add, () -> found.add(named));
      } catch (NoSuchFileException e) {
        problems.add(DisplayText.of(path) + " does not exist; is it mounted, and spelt as meant?");
      } catch (IOException e) {
        problems.add(DisplayText.of(path) + " cannot be looked at: " + e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new StartException(shown(problems));
    }
    Path root = common(found, units);
    ScanStarts.Builder starts = new ScanStarts.Builder();
    for (Named named : found) {
      RelativePath below = RelativePath.of(root, named.real());
      if (units) {
        starts.directoryItself(below);
      } else if (named.directory()) {
        starts.directory(below);
      } else {
        starts.file(below);
      }
    }
    return new PushedPaths(root, starts.build());
  }

  private static String shown(List<String> problems) {
    List<String> first =
        new ArrayList<>(problems.subList(0, Math.min(MOST_SHOWN, problems.size())));
    if (problems.size() > MOST_SHOWN) {
      first.add("... and " + (problems.size() - MOST_SHOWN) + " more");
    }
    return String.join("\n", first);
  }

  private static Named named(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return new Named(path.toRealPath(), true);
    }
    FileStat.of(path);
    return new Named(
        path.toAbsolutePath().getParent().toRealPath().resolve(path.getFileName()), false);
  }

  /** Why a path is refused before anything is sent. */
  private static Optional<String> problem(
      Path path, Named named, FolderFilter filter, TargetFiles files, Optional<InputType> type)
      throws IOException {
    if (named.directory()) {
      return FolderChecks.problem(path);
    }
    String shown = DisplayText.of(path);
    FileStat stat = FileStat.of(named.real());
    if (stat.kind() == FileStat.Kind.SYMBOLIC_LINK) {
      return Optional.of(shown + " is a symbolic link; name the file that it leads to");
    }
    if (!stat.isRegularFile()) {
      return Optional.of(shown + " is neither a file nor a directory");
    }
    RelativePath name = RelativePath.of(named.real().getParent(), named.real());
    if (filter.judge(name, stat.stamp().sizeBytes()) instanceof Verdict.Ignored ignored) {
      return refusal(shown, ignored.reason(), files, type);
    }
    return Optional.empty();
  }

  private static Optional<String> refusal(
      String shown, IgnoreReason reason, TargetFiles files, Optional<InputType> type) {
    return switch (reason) {
      case EXTENSION -> Optional.of(shown + otherType(shown, files, type));
      case TEMPORARY ->
          Optional.of(shown + " has the name of a temporary or hidden file; rename it");
      case NOT_A_FILE, DONE_FILE, EXCLUDED, NOT_INCLUDED, TOO_SMALL -> Optional.empty();
    };
  }

  private static String otherType(String shown, TargetFiles files, Optional<InputType> type) {
    return files
        .typeOf(shown)
        .map(InputType::name)
        .map(name -> name.toLowerCase(Locale.ROOT))
        .map(name -> " is of another type: push it with --input-type " + name)
        .orElseGet(
            () ->
                " has no extension that the target takes: "
                    + String.join(" ", new TreeSet<>(files.extensions(type))));
  }

  private static Optional<String> unitProblem(Path path, Named named) {
    String shown = DisplayText.of(path);
    if (!named.directory()) {
      Path directory = path.getParent() == null ? named.real().getParent() : path.getParent();
      return Optional.of(
          shown
              + " is a file; --item-merge-mode makes items of directories: name its directory, "
              + DisplayText.of(directory));
    }
    return named.real().getParent() == null
        ? Optional.of(shown + " has no name that an item could have")
        : FolderChecks.problem(path);
  }

  /** The deepest directory that holds all; one that becomes an item lies below it. */
  private static Path common(List<Named> found, boolean units) {
    Path root = null;
    for (Named named : found) {
      Path holder = named.directory() && !units ? named.real() : named.real().getParent();
      root = root == null ? holder : root;
      while (!holder.startsWith(root)) {
        root = root.getParent();
      }
    }
    return root;
  }
}
