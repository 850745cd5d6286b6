package io.sluice.app;

import io.sluice.file.RelativePath;
import io.sluice.source.FolderFilter;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;

/**
 * How many directories of a folder a watch would cover.
 *
 * @param directories that many, the folder itself among them
 * @param complete whether all were counted; otherwise there are more
 */
record DirectoryCount(long directories, boolean complete) {
  private static final long MOST = 200_000;

  /** Counts until all are counted, or there are very many, or the time is over. */
  static DirectoryCount of(Path folder, FolderFilter filter, Duration most) throws IOException {
    Path real = folder.toRealPath();
    Counter counter = new Counter(real, filter, System.nanoTime() + most.toNanos());
    Files.walkFileTree(real, counter);
    return new DirectoryCount(counter.directories, !counter.stopped);
  }

  private static final class Counter extends SimpleFileVisitor<Path> {
    private final Path root;
    private final FolderFilter filter;
    private final long deadlineNanos;
    private long directories;
    private boolean stopped;

    Counter(Path root, FolderFilter filter, long deadlineNanos) {
      this.root = root;
      this.filter = filter;
      this.deadlineNanos = deadlineNanos;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      if (!filter.walks(RelativePath.of(root, directory))) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      directories++;
      return goOn();
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      return goOn();
    }

    /** What cannot be read gets no watch either. */
    @Override
    public FileVisitResult visitFileFailed(Path path, IOException error) {
      return goOn();
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException error) {
      return goOn();
    }

    private FileVisitResult goOn() {
      stopped = stopped || directories >= MOST || System.nanoTime() - deadlineNanos > 0;
      return stopped ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }
  }
}
