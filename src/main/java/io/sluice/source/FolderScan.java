package io.sluice.source;

import io.sluice.file.RelativePath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * Walks a folder and delivers every wanted file: the truth about what is there.
 *
 * <p>Never follows a symbolic link below the folder; crosses mount points. Holds one chunk of
 * entries and the directories still to be listed, whatever the number of files. What vanishes
 * during the walk is just not there. Each run is independent; the object may be shared.
 */
public final class FolderScan {
  /** The most entries that are held, and files that are delivered, at a time. */
  public static final int CHUNK_SIZE = 1_000;

  private final Path root;
  private final FolderFilter filter;
  private final ScanStarts starts;

  /**
   * @param root the folder; may itself be a symbolic link to a directory
   * @param filter which files are wanted
   */
  public FolderScan(Path root, FolderFilter filter) {
    this(root, filter, ScanStarts.WHOLE);
  }

  /**
   * A scan of some parts of a folder.
   *
   * @param starts what is walked; the filter sees paths below these
   */
  public FolderScan(Path root, FolderFilter filter, ScanStarts starts) {
    this.root = Objects.requireNonNull(root, "root");
    this.filter = Objects.requireNonNull(filter, "filter");
    this.starts = Objects.requireNonNull(starts, "starts");
  }

  /**
   * Walks the whole folder on the calling thread.
   *
   * @throws RootUnavailableException when the folder is missing, no directory, unreadable, or was
   *     replaced meanwhile; what was delivered before is real, what was not says nothing
   * @throws InterruptedException when the thread was interrupted
   */
  public ScanSummary run(ScanVisitor visitor)
      throws RootUnavailableException, InterruptedException {
    long startNanos = System.nanoTime();
    ScanRoot found = ScanRoot.open(root);
    Walk walk = new Walk(found, filter, starts, visitor, true);
    for (RelativePath directory : starts.directories()) {
      walk.run(directory);
    }
    walk.runFiles(starts.files());
    found.verifyUnchanged();
    return walk.summary(Duration.ofNanos(System.nanoTime() - startNanos));
  }

  /** As {@link #run(ScanVisitor)}, for {@code directory} and everything below it. */
  public ScanSummary runBelow(RelativePath directory, ScanVisitor visitor)
      throws RootUnavailableException, InterruptedException {
    return run(directory, Depth.WHOLE_TREE, visitor);
  }

  /** As {@link #run(ScanVisitor)}, for the files directly in {@code directory}. */
  public ScanSummary runIn(RelativePath directory, ScanVisitor visitor)
      throws RootUnavailableException, InterruptedException {
    return run(directory, Depth.ONE_DIRECTORY, visitor);
  }

  private ScanSummary run(RelativePath from, Depth depth, ScanVisitor visitor)
      throws RootUnavailableException, InterruptedException {
    long startNanos = System.nanoTime();
    ScanRoot found = ScanRoot.open(root);
    Walk walk = new Walk(found, filter, starts, visitor, depth == Depth.WHOLE_TREE);
    if (starts.cover(from) && filter.walks(starts.within(from))) {
      walk.run(from);
    }
    found.verifyUnchanged();
    return walk.summary(Duration.ofNanos(System.nanoTime() - startNanos));
  }

  private enum Depth {
    WHOLE_TREE,
    ONE_DIRECTORY
  }
}
