package io.sluice.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One connection and the statements prepared on it, for one thread at a time. Closing it takes back
 * what was not committed. The SQL texts are constants, so there are only as many statements as
 * there are texts.
 */
final class Session implements AutoCloseable {
  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Session(Connection connection) {
    this.connection = connection;
  }

  // JDBC's commit() would begin the next transaction at once and hold its lock.
  void begin() throws SQLException {
    connection.setAutoCommit(false);
  }

  void commit() throws SQLException {
    connection.setAutoCommit(true);
  }

  /** Runs a statement that changes rows, and says how many. */
  int update(String sql, Object... values) throws SQLException {
    PreparedStatement statement = statement(sql);
    Binding.fill(statement, values);
    return statement.executeUpdate();
  }

  <T> List<T> list(Row.Reader<T> reader, String sql, Object... values) throws SQLException {
    PreparedStatement statement = statement(sql);
    Binding.fill(statement, values);
    List<T> found = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      Row row = new Row(rows);
      while (rows.next()) {
        found.add(reader.read(row));
      }
    }
    return found;
  }

  <T> Optional<T> first(Row.Reader<T> reader, String sql, Object... values) throws SQLException {
    List<T> found = list(reader, sql, values);
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
  }

  private PreparedStatement statement(String sql) throws SQLException {
    PreparedStatement known = prepared.get(sql);
    if (known == null) {
      known = connection.prepareStatement(sql);
      prepared.put(sql, known);
    }
    return known;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
