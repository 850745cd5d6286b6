package io.sluice.source;

import io.methvin.watcher.visitor.FileTreeVisitor;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Predicate;

/**
 * Chooses the directories that get a watch. Excluded ones get none. One that vanishes or cannot be
 * read is passed over: it must not keep the others from being watched, and the scan reports it.
 *
 * <p>Files are passed over too: the library would report each file of a new directory, which has to
 * be listed anyway.
 */
final class WatchedDirectories implements FileTreeVisitor {
  private final Predicate<Path> watched;

  WatchedDirectories(Predicate<Path> watched) {
    this.watched = watched;
  }

  @Override
  public void recursiveVisitFiles(Path start, Callback onDirectory, Callback onFile)
      throws IOException {
    Files.walkFileTree(start, new DirectoryVisitor(onDirectory));
  }

  private final class DirectoryVisitor extends SimpleFileVisitor<Path> {
    private final Callback onDirectory;

    DirectoryVisitor(Callback onDirectory) {
      this.onDirectory = onDirectory;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
        throws IOException {
      if (!watched.test(directory)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      try {
        onDirectory.call(directory);
        return FileVisitResult.CONTINUE;
      } catch (IOException e) {
        if (Files.exists(directory)) {
          throw e;
        }
        return FileVisitResult.SKIP_SUBTREE;
      }
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException error) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException error) {
      return FileVisitResult.CONTINUE;
    }
  }
}
