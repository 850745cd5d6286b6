package io.sluice.ledger;

import com.sun.security.auth.module.UnixSystem;
import io.sluice.file.DisplayText;
import io.sluice.file.FileReason;
import io.sluice.file.OwnerOnly;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Loads SQLite's native library from a directory that nobody else can write: {@code tmp} in the
 * state directory, where that belongs to this user, else one of the user's own among the temporary
 * files. It is unpacked there once, compared at each start, and shared by all processes, so that
 * nothing piles up, however they end. Other native libraries are sent to the same place.
 *
 * <p>Whoever sets {@code org.sqlite.tmpdir} or {@code org.sqlite.lib.path} decides for themselves.
 */
public final class SqliteLibrary {
  private static final String LIBRARY_PATH = "org.sqlite.lib.path";
  private static final String LIBRARY_NAME = "org.sqlite.lib.name";
  private static final String TEMPORARY = "org.sqlite.tmpdir";

  /** Where the libraries that bring native parts of their own unpack them. */
  private static final List<String> OTHERS = List.of("jna.tmpdir", "jline.tmpdir");

  /** Not the driver's own prefix: it removes what begins so, where it looks for temporary files. */
  private static final String PREFIX = "native-sqlite-";

  /** A file that a living process still has to open is younger. */
  private static final Duration STALE = Duration.ofMinutes(1);

  private SqliteLibrary() {}

  /**
   * Loads it, unless it is loaded.
   *
   * @param stateDirectory need not be there, and may be another user's: it is left alone then
   * @throws LedgerException when there is no directory that it can be loaded from, with what to do
   */
  public static synchronized void load(Path stateDirectory) {
    if (System.getProperty(LIBRARY_PATH) != null || System.getProperty(TEMPORARY) != null) {
      return;
    }
    List<LedgerException> failures = new ArrayList<>();
    for (Place place : List.<Place>of(() -> below(stateDirectory), SqliteLibrary::ofUser)) {
      try {
        loadFrom(place.directory());
        return;
      } catch (NotOursException e) {
        continue;
      } catch (IOException e) {
        failures.add(failed("cannot be unpacked: " + FileReason.of(e), e));
      } catch (LedgerException e) {
        failures.add(e);
      }
      System.clearProperty(LIBRARY_PATH);
      System.clearProperty(TEMPORARY);
    }
    throw failures.get(0);
  }

  /** A directory to try. */
  private interface Place {
    Path directory() throws IOException;
  }

  private static Path below(Path stateDirectory) throws IOException {
    if (!isOurs(stateDirectory)) {
      throw new NotOursException();
    }
    return own(stateDirectory.resolve("tmp"));
  }

  private static Path ofUser() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      return own(temporary.resolve("sluice-" + new UnixSystem().getUid()));
    } catch (NotOursException e) {
      // Somebody else has the name; this one cannot be foreseen, and goes with the process.
      Path directory = Files.createTempDirectory("sluice-");
      directory.toFile().deleteOnExit();
      return directory;
    }
  }

  /** The directory, made if need be, and closed to others. */
  private static Path own(Path directory) throws IOException {
    try {
      Files.createDirectory(directory, OwnerOnly.DIRECTORY);
    } catch (FileAlreadyExistsException e) {
      if (!isOurs(directory)) {
        throw new NotOursException();
      }
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }
    return directory;
  }

  private static boolean isOurs(Path directory) throws IOException {
    return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
        && Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS)
            .equals((int) new UnixSystem().getUid());
  }

  /** The directory belongs to somebody else, or is none. */
  private static final class NotOursException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static void loadFrom(Path directory) throws IOException {
    sweep(directory);
    Path library = unpacked(directory);
    System.setProperty(LIBRARY_PATH, directory.toString());
    System.setProperty(LIBRARY_NAME, library.getFileName().toString());
    // Where the driver unpacks one of its own if it cannot load that: not among others' files.
    System.setProperty(TEMPORARY, directory.toString());
    initialize(library);
    for (String other : OTHERS) {
      if (System.getProperty(other) == null) {
        System.setProperty(other, directory.toString());
      }
    }
  }

  /**
   * Removes what processes left that were killed, and what earlier versions unpacked. A library
   * that a process has loaded stays usable to it.
   */
  private static void sweep(Path directory) throws IOException {
    FileTime stale = FileTime.from(Clock.systemUTC().instant().minus(STALE));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        boolean current = file.getFileName().toString().equals(libraryName());
        if (!current
            && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && Files.getLastModifiedTime(file).compareTo(stale) < 0) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static String libraryName() {
    return PREFIX + SQLiteJDBCLoader.getVersion() + "-" + LibraryLoaderUtil.getNativeLibName();
  }

  /** The library in the directory; written anew where it is not what this jar has. */
  private static Path unpacked(Path directory) throws IOException {
    byte[] content = packed();
    Path library = directory.resolve(libraryName());
    boolean same =
        Files.isRegularFile(library, LinkOption.NOFOLLOW_LINKS)
            && Arrays.equals(Files.readAllBytes(library), content);
    if (!same) {
      Path draft = Files.createTempFile(directory, PREFIX, ".new", OwnerOnly.FILE);
      Files.write(draft, content);
      Files.move(draft, library, StandardCopyOption.ATOMIC_MOVE);
    }
    return library;
  }

  private static byte[] packed() throws IOException {
    String resource =
        LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName();
    try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("there is none for this kind of machine");
      }
      return in.readAllBytes();
    }
  }

  /**
   * Has the driver load it, which does nothing when it has loaded one already: a second copy in one
   * process would share its names with the first and not its state, and crash it.
   */
  private static void initialize(Path library) {
    try {
      SQLiteJDBCLoader.initialize();
    } catch (Exception e) { // That is what the driver declares.
      throw notLoaded(library.getParent(), cause(library, e));
    }
  }

  /** The driver keeps to itself what went wrong; nothing is loaded yet, so it can be tried. */
  private static Throwable cause(Path library, Exception failure) {
    try {
      System.load(library.toString());
      return failure;
    } catch (UnsatisfiedLinkError e) {
      return e;
    }
  }

  private static LedgerException notLoaded(Path directory, Throwable cause) {
    return failed(
        "cannot be loaded from "
            + DisplayText.of(directory.toString())
            + ". Is that on a file system mounted with noexec? Name a directory that is not:"
            + " java -Dorg.sqlite.tmpdir=DIR -jar sluice.jar ... ("
            + DisplayText.of(String.valueOf(cause.getMessage()), 200)
            + ")",
        cause);
  }

  private static LedgerException failed(String what, Throwable cause) {
    return new LedgerException("SQLite's native library " + what, cause);
  }
}
