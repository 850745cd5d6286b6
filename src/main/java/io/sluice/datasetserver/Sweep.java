package io.sluice.datasetserver;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what uploads left behind that were never registered.
 *
 * <p>Runs before the server listens: only then can no request be between storing bytes and
 * recording them.
 */
final class Sweep {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
  private static final Duration KEPT = Duration.ofHours(24);

  private final Database database;
  private final BlobStore blobs;
  private final Instant limit;

  Sweep(Database database, BlobStore blobs, Instant now) {
    this.database = database;
    this.blobs = blobs;
    this.limit = now.minus(KEPT);
  }

  void run() throws SQLException, IOException {
    int drafts = removeDrafts();
    int slots = database.write(c -> UploadTable.removeOlderThan(c, limit));
    int orphans = 0;
    for (int i = 0; i < 256; i++) {
      orphans += removeOrphans(BlobStore.prefix(i));
    }
    if (drafts + slots + orphans > 0) {
      LOG.info(
          "removed leftovers of unfinished uploads: {} partial, {} never registered, {} unused",
          drafts,
          slots,
          orphans);
    }
  }

  /** Of any age: the process that was writing them is gone. */
  private int removeDrafts() throws IOException {
    int removed = 0;
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(blobs.incoming())) {
      for (Path draft : drafts) {
        Files.delete(draft);
        removed++;
      }
    }
    return removed;
  }

  private int removeOrphans(String prefix) throws SQLException, IOException {
    Set<String> used = database.read(c -> used(c, prefix));
    int removed = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(blobs.directory(prefix))) {
      for (Path file : files) {
        if (!used.contains(file.getFileName().toString())
            && Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
          Files.delete(file);
          removed++;
        }
      }
    }
    return removed;
  }

  private static Set<String> used(Connection c, String prefix) throws SQLException {
    try (PreparedStatement select =
        c.prepareStatement(
            """
            SELECT sha256 FROM image WHERE sha256 >= ?1 AND sha256 < ?1 || 'g'
            UNION SELECT sha256 FROM upload WHERE sha256 >= ?1 AND sha256 < ?1 || 'g'""")) {
      select.setString(1, prefix);
      try (ResultSet row = select.executeQuery()) {
        Set<String> used = new HashSet<>();
        while (row.next()) {
          used.add(row.getString(1));
        }
        return used;
      }
    }
  }
}
