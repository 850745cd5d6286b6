package io.sluice.datasetserver;

import io.sluice.datasetserver.DatasetServerException.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The directory that holds everything the server keeps, locked for as long as this object is open.
 *
 * <p>What it creates is readable by the owner alone, from the moment of creation.
 */
final class DataDirectory implements Closeable {
  static final FileAttribute<?> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  static final FileAttribute<?> OWNER_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /**
   * Directories locked by this process. A lock file alone cannot keep two servers of one process
   * apart: POSIX drops a process's lock as soon as it closes any descriptor of the file, so a
   * second attempt would silently free the first one's lock.
   */
  private static final Set<Path> LOCKED_HERE = ConcurrentHashMap.newKeySet();

  /** The name of the file with the server's own key. */
  static final String KEY_FILE = "api-key";

  private static final String LINK_FILE = "page-link";

  private final Path root;
  private final FileChannel lockFile;

  private DataDirectory(Path root, FileChannel lockFile) {
    this.root = root;
    this.lockFile = lockFile;
  }

  /** Makes the directory if needed and locks it. */
  static DataDirectory open(Path directory) throws DatasetServerException {
    Path root;
    try {
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(directory, OWNER_DIRECTORY);
      }
      root = directory.toRealPath();
      requireOwn(root);
    } catch (IOException e) {
      throw unusable(directory, e);
    }
    if (!LOCKED_HERE.add(root)) {
      throw locked(root);
    }
    boolean held = false;
    try {
      DataDirectory opened = new DataDirectory(root, lock(root));
      held = true;
      return opened;
    } catch (IOException e) {
      throw unusable(root, e);
    } finally {
      if (!held) {
        LOCKED_HERE.remove(root);
      }
    }
  }

  /** Somebody's pictures are no place for a server's files. The lock is the first file it makes. */
  private static void requireOwn(Path root) throws IOException, DatasetServerException {
    try (Stream<Path> entries = Files.list(root)) {
      if (Files.notExists(root.resolve("lock")) && entries.findAny().isPresent()) {
        throw new DatasetServerException(
            Kind.DATA_DIR_UNUSABLE,
            "the directory "
                + root
                + " holds files that are not a dataset server's; name an empty or a new directory");
      }
    }
  }

  private static FileChannel lock(Path root) throws IOException, DatasetServerException {
    FileChannel channel =
        FileChannel.open(
            ownerFile(root.resolve("lock")), StandardOpenOption.WRITE, StandardOpenOption.READ);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw locked(root);
  }

  /** Finds out whether a server uses the directory, without taking it. */
  static void requireUnlocked(Path directory) throws IOException, DatasetServerException {
    Path root = directory.toRealPath();
    if (LOCKED_HERE.contains(root)) {
      throw locked(root);
    }
    Path lockFile = root.resolve("lock");
    if (Files.exists(lockFile)) {
      lock(root).close();
    }
  }

  static DatasetServerException unusable(Path directory, Exception cause) {
    return new DatasetServerException(
        Kind.DATA_DIR_UNUSABLE,
        "the dataset server cannot use its data directory "
            + directory
            + " ("
            + reason(cause)
            + "); give this user read and write access to it, or choose another directory",
        cause);
  }

  private static String reason(Exception cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof FileAlreadyExistsException) {
      return "a file is in the place of a directory";
    }
    return cause instanceof NoSuchFileException
        ? "it is not there and cannot be made"
        : cause.toString();
  }

  private static DatasetServerException locked(Path root) {
    return new DatasetServerException(
        Kind.DATA_DIR_LOCKED,
        "another dataset server uses the data directory "
            + root
            + "; stop that one, or choose another directory");
  }

  private static Path ownerFile(Path file) throws IOException {
    try {
      return Files.createFile(file, OWNER_FILE);
    } catch (FileAlreadyExistsException e) {
      return file; // kept from an earlier start
    }
  }

  Path root() {
    return root;
  }

  Path linkFile() {
    return root.resolve(LINK_FILE);
  }

  Path keyFile() {
    return root.resolve(KEY_FILE);
  }

  /** The database file; made here, so that SQLite's own files take over its narrow permissions. */
  Path databaseFile() throws IOException {
    return ownerFile(root.resolve("server.db"));
  }

  /** Makes renames and new entries in a directory survive a power cut. */
  static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Unlocks; the lock file stays, because removing it would race with the next server. */
  @Override
  public void close() throws IOException {
    try {
      lockFile.close();
    } finally {
      LOCKED_HERE.remove(root);
    }
  }
}
