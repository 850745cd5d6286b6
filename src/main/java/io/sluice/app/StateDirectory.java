package io.sluice.app;

import io.sluice.file.FileReason;
import io.sluice.file.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import org.slf4j.LoggerFactory;

/**
 * The directory that a running Sluice has for itself: the ledger and the log of failures. Held by a
 * lock on an open file, which ends with the process however it ends.
 */
final class StateDirectory implements AutoCloseable {
  private static final String OWN_FILES = "{lock,ledger.db*,failures.jsonl*}";

  private final Path path;
  private final FileChannel channel;

  private StateDirectory(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Makes the directory where it is missing, and takes it.
   *
   * @throws UnusableException when it cannot be written, or another process has it
   */
  static StateDirectory take(Path path) throws UnusableException {
    try {
      if (!Files.isDirectory(path)) {
        Files.createDirectories(path, OwnerOnly.DIRECTORY);
      }
      FileChannel channel =
          FileChannel.open(
              path.resolve("lock"),
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
              OwnerOnly.FILE);
      return lock(path, channel);
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  static UnusableException unwritable(Path path, IOException cause) {
    return new UnusableException(
        "the state directory "
            + path
            + " cannot be written ("
            + FileReason.of(cause)
            + "); set state-dir to a directory that this user can write, or use --state-dir");
  }

  private static StateDirectory lock(Path path, FileChannel channel)
      throws IOException, UnusableException {
    Optional<FileLock> lock = tryLock(channel);
    if (lock.isEmpty()) {
      String holder = Files.readString(path.resolve("lock"), StandardCharsets.UTF_8).strip();
      channel.close();
      throw new UnusableException(
          "another Sluice"
              + (holder.matches("\\d{1,10}") ? " (process " + holder + ")" : "")
              + " is using the state directory "
              + path
              + "; stop it, or give this one a directory of its own with --state-dir");
    }
    // What a daemon that was killed has left; its token opens nothing any more.
    Files.deleteIfExists(path.resolve(DaemonFile.NAME));
    channel.truncate(0);
    channel.write(StandardCharsets.UTF_8.encode(ProcessHandle.current().pid() + "\n"));
    narrowOwnFiles(path);
    return new StateDirectory(path, channel);
  }

  /**
   * What lies there with wider permissions: of an earlier version, or copied back. SQLite gives the
   * files beside a ledger the mode that the ledger has.
   */
  private static void narrowOwnFiles(Path path) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path, OWN_FILES)) {
      for (Path file : files) {
        OwnerOnly.narrow(file);
      }
    } catch (DirectoryIteratorException | IOException e) {
      LoggerFactory.getLogger(StateDirectory.class)
          .warn(
              "files in {} can be read by others, and that cannot be changed: {}",
              path,
              e.toString());
    }
  }

  /**
   * Who uses a state directory, found out without taking it: words such as {@code process 4711};
   * empty when nobody does. Not for a directory that this process has.
   *
   * @throws IOException when its lock cannot be read and written
   */
  static Optional<String> holder(Path path) throws IOException {
    Path lockFile = path.resolve("lock");
    if (!Files.exists(lockFile)) {
      return Optional.empty();
    }
    try (FileChannel channel =
        FileChannel.open(lockFile, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (tryLock(channel).isPresent()) {
        return Optional.empty();
      }
      String holder = Files.readString(lockFile, StandardCharsets.UTF_8).strip();
      return Optional.of(holder.matches("\\d{1,10}") ? "process " + holder : "another process");
    }
  }

  private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    }
  }

  Path ledgerFile() {
    return ledgerFile(path);
  }

  /** Where the ledger of a state directory is, taken or not. */
  static Path ledgerFile(Path stateDirectory) {
    return stateDirectory.resolve("ledger.db");
  }

  /** Where the log of failures of a state directory is, taken or not. */
  static Path failureLog(Path stateDirectory) {
    return stateDirectory.resolve("failures.jsonl");
  }

  /** Gives the directory up; the lock goes with its file. */
  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** The state directory cannot be used; the message says what to do. */
  static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableException(String message) {
      super(message);
    }
  }
}
