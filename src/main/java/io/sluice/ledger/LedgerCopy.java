package io.sluice.ledger;

import io.sluice.file.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * A file of a ledger's own: made so that nobody else may read it, and copied whole or not at all.
 */
final class LedgerCopy {
  private LedgerCopy() {}

  /** Makes an empty file. */
  static void createEmpty(Path file) throws IOException {
    Files.createFile(file, OwnerOnly.FILE);
  }

  /** Copies what {@code session} sees to a new file, which is on disk when this returns. */
  static void write(Session session, Path newFile) throws SQLException, IOException {
    createEmpty(newFile);
    boolean whole = false;
    try {
      session.update("VACUUM INTO ?", "file:" + PathUri.encode(newFile));
      try (FileChannel copy = FileChannel.open(newFile, StandardOpenOption.WRITE)) {
        copy.force(true);
      }
      whole = true;
    } finally {
      if (!whole) {
        Files.deleteIfExists(newFile);
      }
    }
  }

  /** Copies a ledger that another process may be writing to; ends none of its leases. */
  static void ofFile(Path original, Path newFile) throws SQLException, IOException {
    createEmpty(newFile);
    String url = "jdbc:sqlite:file:" + PathUri.encode(original) + "?mode=ro";
    try (Connection reader = DriverManager.getConnection(url);
        PreparedStatement copy = reader.prepareStatement("VACUUM INTO ?")) {
      copy.setString(1, "file:" + PathUri.encode(newFile));
      copy.executeUpdate();
    }
  }
}
