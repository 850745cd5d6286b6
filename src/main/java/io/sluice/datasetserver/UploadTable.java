package io.sluice.datasetserver;

import io.sluice.datasetserver.BlobStore.StoredBytes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The rows of uploads that are not registered yet: one slot per name, which a PUT fills and a
 * register turns into an image. The caller brings the connection, and with it the transaction.
 */
final class UploadTable {
  private UploadTable() {}

  /**
   * Bytes that wait to be registered.
   *
   * @param id of the slot
   * @param sha256 hex
   * @param size bytes
   */
  record Received(String id, String sha256, long size) {}

  /** The slot of that name, made if there is none; returns its id. */
  static String reserve(Connection c, RemotePath path, Instant now) throws SQLException {
    try (PreparedStatement upsert =
        c.prepareStatement(
            """
            INSERT INTO upload (id, dataset_id, directory_path, filename, changed_at)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (dataset_id, directory_path, filename)
              DO UPDATE SET changed_at = excluded.changed_at
            RETURNING id""")) {
      upsert.setString(1, UUID.randomUUID().toString());
      upsert.setString(2, path.datasetId());
      upsert.setString(3, path.directory());
      upsert.setString(4, path.filename());
      upsert.setLong(5, now.toEpochMilli());
      try (ResultSet row = upsert.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  static boolean exists(Connection c, String id) throws SQLException {
    try (PreparedStatement select = c.prepareStatement("SELECT 1 FROM upload WHERE id = ?")) {
      select.setString(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  /** Puts bytes into a slot, in place of earlier ones; false if the slot is gone. */
  static boolean fill(Connection c, String id, StoredBytes bytes, Instant now) throws SQLException {
    try (PreparedStatement update =
        c.prepareStatement(
            "UPDATE upload SET sha256 = ?, file_size = ?, changed_at = ? WHERE id = ?")) {
      update.setString(1, bytes.sha256());
      update.setLong(2, bytes.size());
      update.setLong(3, now.toEpochMilli());
      update.setString(4, id);
      return update.executeUpdate() == 1;
    }
  }

  /** The bytes in the slot of that name, if some have arrived. */
  static Optional<Received> received(Connection c, RemotePath path) throws SQLException {
    try (PreparedStatement select =
        c.prepareStatement(
            """
            SELECT id, sha256, file_size FROM upload
            WHERE dataset_id = ? AND directory_path = ? AND filename = ?
              AND sha256 IS NOT NULL""")) {
      select.setString(1, path.datasetId());
      select.setString(2, path.directory());
      select.setString(3, path.filename());
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(new Received(row.getString(1), row.getString(2), row.getLong(3)))
            : Optional.empty();
      }
    }
  }

  static void remove(Connection c, String id) throws SQLException {
    try (PreparedStatement delete = c.prepareStatement("DELETE FROM upload WHERE id = ?")) {
      delete.setString(1, id);
      delete.executeUpdate();
    }
  }

  /** Removes the slots that nobody touched since then; returns how many. */
  static int removeOlderThan(Connection c, Instant then) throws SQLException {
    try (PreparedStatement delete = c.prepareStatement("DELETE FROM upload WHERE changed_at < ?")) {
      delete.setLong(1, then.toEpochMilli());
      return delete.executeUpdate();
    }
  }
}
