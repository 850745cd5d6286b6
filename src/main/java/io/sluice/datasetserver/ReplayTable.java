package io.sluice.datasetserver;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The answers kept for repeated calls. The caller brings the connection, and its transaction. */
final class ReplayTable {
  private static final Duration KEPT = Duration.ofHours(24);

  private ReplayTable() {}

  /**
   * Which call an answer belongs to.
   *
   * @param key what the client sent as Idempotency-Key
   */
  record CallKey(String method, String path, String key) {}

  /**
   * A kept answer.
   *
   * @param requestSha256 hex, of the body it answered
   */
  record Kept(String requestSha256, int status, String body) {}

  static Optional<Kept> find(Connection c, CallKey key, Instant now) throws SQLException {
    try (PreparedStatement select =
        c.prepareStatement(
            """
            SELECT request_sha256, status, body FROM replay
            WHERE method = ? AND path = ? AND key = ? AND created_at >= ?""")) {
      bind(select, key);
      select.setLong(4, now.minus(KEPT).toEpochMilli());
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(new Kept(row.getString(1), row.getInt(2), row.getString(3)))
            : Optional.empty();
      }
    }
  }

  /** Keeps an answer, and drops those that are too old. */
  static void insert(Connection c, CallKey key, Kept kept, Instant now) throws SQLException {
    try (PreparedStatement delete = c.prepareStatement("DELETE FROM replay WHERE created_at < ?");
        PreparedStatement insert =
            c.prepareStatement("INSERT INTO replay VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      delete.setLong(1, now.minus(KEPT).toEpochMilli());
      delete.executeUpdate();
      bind(insert, key);
      insert.setString(4, kept.requestSha256());
      insert.setInt(5, kept.status());
      insert.setString(6, kept.body());
      insert.setLong(7, now.toEpochMilli());
      insert.executeUpdate();
    }
  }

  private static void bind(PreparedStatement statement, CallKey key) throws SQLException {
    statement.setString(1, key.method());
    statement.setString(2, key.path());
    statement.setString(3, key.key());
  }
}
