package io.sluice.ledger;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SQLite driver unpacks its native library, 1 MB, into the temporary directory, and removes it
 * when the process ends in order. What processes that were killed have left there nobody removes:
 * the driver takes it for in use.
 */
public final class DriverLeftovers {
  private static final Logger LOG = LoggerFactory.getLogger(DriverLeftovers.class);

  /** Far longer than from unpacking to loading; once it is loaded the file is not needed. */
  private static final Duration KEPT = Duration.ofMinutes(10);

  private static final Pattern NAME =
      Pattern.compile("sqlite-[0-9.]+-[0-9a-f-]{36}-libsqlitejdbc\\.so(\\.lck)?");

  private DriverLeftovers() {}

  /** Removes those that this user may remove; no trouble with them is worth stopping for. */
  public static void remove(Instant now) {
    String directory =
        System.getProperty("org.sqlite.tmpdir", System.getProperty("java.io.tmpdir"));
    remove(Path.of(directory), now);
  }

  static void remove(Path directory, Instant now) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "sqlite-*")) {
      for (Path file : files) {
        boolean ours = NAME.matcher(file.getFileName().toString()).matches();
        if (ours && Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(KEPT))) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      LOG.debug("leftovers of the SQLite driver stay in {}: {}", directory, e.toString());
    }
  }
}
