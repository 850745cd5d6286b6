package io.sluice.endtoend;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A database that a process has left, read as anybody with SQLite could. */
final class LedgerFile implements AutoCloseable {
  private final Connection connection;

  LedgerFile(Path file) throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  List<String> texts(String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** What SQLite itself finds wrong with the file; empty when it is sound. */
  List<String> faults() throws SQLException {
    List<String> faults = new ArrayList<>(texts("PRAGMA integrity_check"));
    faults.remove("ok");
    faults.addAll(texts("SELECT \"table\" FROM pragma_foreign_key_check"));
    return faults;
  }

  /** The state of each file. */
  NavigableMap<String, String> states() throws SQLException {
    NavigableMap<String, String> states = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT path, state FROM sighting")) {
      while (rows.next()) {
        states.put(rows.getString(1), rows.getString(2));
      }
    }
    return states;
  }

  /** What the counts that are kept say otherwise than the rows. */
  List<String> countsThatDiffer() throws SQLException {
    return texts(
        """
        SELECT kept.state || ': ' || kept.files || ' kept' FROM tally AS kept
        WHERE kept.files <>
          (SELECT count(*) FROM sighting AS s
           WHERE s.folder_id = kept.folder_id AND s.state = kept.state)
        """);
  }

  /** Items that have not come to an end. */
  List<String> unfinished() throws SQLException {
    return texts(
        """
        SELECT file_name || ' ' || state FROM item
        WHERE state NOT IN ('UPLOADED', 'SKIPPED', 'CONFLICT', 'FAILED')
        """);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
