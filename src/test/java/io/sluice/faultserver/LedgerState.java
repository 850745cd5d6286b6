package io.sluice.faultserver;

import io.sluice.ledger.SqliteLedger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a ledger holds after a run, read past the code under test.
 *
 * @param integrity what SQLite says of the file
 * @param rows a row for each file that was ever seen
 */
record LedgerState(String integrity, List<Row> rows) {
  /** A file's row; its path with a slash before it. */
  record Row(String path, String state, String reason) {
    /** Whether it is not done, and not finished with. */
    boolean isPending() {
      return List.of("SETTLING", "READY", "QUEUED").contains(state);
    }
  }

  /** Opens it as the next run would, and reads it. */
  static LedgerState read(Path file) throws SQLException {
    SqliteLedger.open(file, Instant.now()).close();
    List<Row> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      try (ResultSet found = statement.executeQuery("SELECT path, state, reason FROM sighting")) {
        while (found.next()) {
          rows.add(new Row("/" + found.getString(1), found.getString(2), found.getString(3)));
        }
      }
      try (ResultSet checked = statement.executeQuery("PRAGMA integrity_check")) {
        return new LedgerState(checked.getString(1), rows);
      }
    }
  }

  /** How many files are uploaded, beside a process that has it; 0 while there is none. */
  static long uploaded(Path file) {
    if (!Files.exists(file)) {
      return 0;
    }
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:file:" + file + "?mode=ro");
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("SELECT count(*) FROM sighting WHERE state = 'UPLOADED'")) {
      return found.getLong(1);
    } catch (SQLException e) {
      // Not made yet.
      return 0;
    }
  }
}
