package io.sluice.source;

import io.sluice.file.FileStat;
import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Looks again at one path of a folder, because a watch event or a deadline named it.
 *
 * <p>A watch follows directories that were moved out of the folder and still reports them under
 * their old path, so every directory on the way is checked. Any thread; each look blocks on the
 * file system.
 */
public final class FolderProbe {
  private final Path root;
  private final FolderFilter filter;
  private final ScanStarts starts;

  /** For the folder {@code root}, which may itself be a symbolic link to a directory. */
  public FolderProbe(Path root, FolderFilter filter) {
    this(root, filter, ScanStarts.WHOLE);
  }

  /** As {@link FolderScan#FolderScan(Path, FolderFilter, ScanStarts)}. */
  public FolderProbe(Path root, FolderFilter filter, ScanStarts starts) {
    this.root = Objects.requireNonNull(root, "root");
    this.filter = Objects.requireNonNull(filter, "filter");
    this.starts = Objects.requireNonNull(starts, "starts");
  }

  /**
   * What is at {@code path} now. Asked for a done-file, it looks at the file that this marks.
   *
   * @throws RootUnavailableException when the folder itself is not there: then nothing can be said
   *     of the path, least of all that it is gone
   */
  public Look look(RelativePath path) throws RootUnavailableException {
    Optional<DoneFile> doneFile = filter.doneFile();
    if (doneFile.isPresent() && doneFile.get().isMarker(path)) {
      Optional<RelativePath> marked = doneFile.get().fileOf(path);
      return marked.isPresent() ? lookAt(marked.get()) : new Look.Directory(path.parent());
    }
    return lookAt(path);
  }

  /**
   * Whether the done-file of {@code file} is there: a regular file, in a directory of the folder.
   * False without a done-file in the configuration.
   *
   * @throws RootUnavailableException as {@link #look}
   * @throws IOException when the file system does not answer
   */
  public boolean isMarked(RelativePath file) throws RootUnavailableException, IOException {
    Optional<DoneFile> doneFile = filter.doneFile();
    if (doneFile.isEmpty()) {
      return false;
    }
    RelativePath marker = doneFile.get().markerOf(file);
    Optional<FileStat> stat = stat(ScanRoot.open(root), marker);
    return stat.isPresent() && stat.get().isRegularFile();
  }

  private Look lookAt(RelativePath path) throws RootUnavailableException {
    try {
      Optional<FileStat> stat = stat(ScanRoot.open(root), path);
      return stat.isPresent() ? judge(path, stat.get()) : new Look.Gone();
    } catch (IOException e) {
      return new Look.Unreadable(IoReason.of(e));
    }
  }

  private Look judge(RelativePath path, FileStat stat) {
    return switch (stat.kind()) {
      case REGULAR_FILE -> judge(new Sighting(path, stat.stamp()));
      case DIRECTORY ->
          walks(path) ? new Look.Directory(path) : new Look.Ignored(IgnoreReason.EXCLUDED);
      case SYMBOLIC_LINK, OTHER -> new Look.Ignored(IgnoreReason.NOT_A_FILE);
    };
  }

  private boolean walks(RelativePath directory) {
    return starts.cover(directory) && filter.walks(starts.within(directory));
  }

  private Look judge(Sighting file) {
    if (!starts.cover(file.path())) {
      return new Look.Ignored(IgnoreReason.NOT_INCLUDED);
    }
    Verdict verdict = filter.judge(starts.within(file.path()), file.stamp().sizeBytes());
    if (verdict instanceof Verdict.Ignored left) {
      return new Look.Ignored(left.reason());
    }
    if (verdict instanceof Verdict.TooLarge large) {
      return new Look.TooLarge(file, large.limitBytes());
    }
    return new Look.Found(file);
  }

  /** Empty when nothing is there, or a directory on the way is gone or a symbolic link. */
  private static Optional<FileStat> stat(ScanRoot root, RelativePath path) throws IOException {
    try {
      RelativePath parent = path.parent();
      boolean reached = parent.equals(RelativePath.ROOT) || root.isReal(root.resolve(parent));
      return reached ? Optional.of(FileStat.of(root.resolve(path))) : Optional.empty();
    } catch (IOException e) {
      if (IoReason.isAbsence(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
