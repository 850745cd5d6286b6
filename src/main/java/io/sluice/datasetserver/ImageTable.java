package io.sluice.datasetserver;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The rows of images, and the counts that follow from them. The caller brings the connection, and
 * with it the transaction.
 */
final class ImageTable {
  private ImageTable() {}

  static Optional<Image> find(Connection c, String id) throws SQLException {
    try (PreparedStatement select = c.prepareStatement("SELECT * FROM image WHERE id = ?")) {
      select.setString(1, id);
      return first(select);
    }
  }

  /** The image of that name, archived or not. */
  static Optional<Image> find(Connection c, String datasetId, String directoryPath, String filename)
      throws SQLException {
    try (PreparedStatement select =
        c.prepareStatement(
            "SELECT * FROM image WHERE dataset_id = ? AND directory_path = ? AND filename = ?")) {
      select.setString(1, datasetId);
      select.setString(2, directoryPath);
      select.setString(3, filename);
      return first(select);
    }
  }

  private static Optional<Image> first(PreparedStatement select) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? Optional.of(read(row)) : Optional.empty();
    }
  }

  /** Newest first, by the order of registration: a clock set back does not shuffle pages. */
  static Slice<Image> list(Connection c, ImageQuery query) throws SQLException {
    return new Slice<>(rows(c, query), query.limit(), query.offset(), count(c, query));
  }

  /** Like {@link #list}, without the cost of counting them all. */
  static List<Image> rows(Connection c, ImageQuery query) throws SQLException {
    List<Image> rows = new ArrayList<>();
    try (PreparedStatement select =
        c.prepareStatement(
            "SELECT * FROM image WHERE " + query.where() + " ORDER BY seq DESC LIMIT ? OFFSET ?")) {
      int next = bind(select, query);
      select.setInt(next, query.limit());
      select.setLong(next + 1, query.offset());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.add(read(row));
        }
      }
    }
    return rows;
  }

  private static long count(Connection c, ImageQuery query) throws SQLException {
    try (PreparedStatement select =
        c.prepareStatement("SELECT count(*) FROM image WHERE " + query.where())) {
      bind(select, query);
      try (ResultSet row = select.executeQuery()) {
        return row.getLong(1);
      }
    }
  }

  /** Binds what {@link ImageQuery#where} asks for and returns the next free position. */
  private static int bind(PreparedStatement select, ImageQuery query) throws SQLException {
    int next = 1;
    select.setString(next++, query.datasetId());
    if (query.directoryPath().isPresent()) {
      select.setString(next++, query.directoryPath().get());
    }
    if (query.filename().isPresent()) {
      select.setString(next++, query.filename().get());
    }
    return next;
  }

  /** Adds an image and counts it in its dataset and directory. */
  static void insert(Connection c, Image image) throws SQLException {
    try (PreparedStatement insert =
        c.prepareStatement(
            """
            INSERT INTO image (id, dataset_id, directory_path, filename, content_type, file_size,
              width, height, sha256, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
      insert.setString(1, image.id());
      insert.setString(2, image.datasetId());
      insert.setString(3, image.directoryPath());
      insert.setString(4, image.filename());
      insert.setString(5, image.contentType());
      insert.setLong(6, image.fileSize());
      setOptional(insert, 7, image.width());
      setOptional(insert, 8, image.height());
      insert.setString(9, image.sha256());
      insert.setLong(10, image.createdAt().toEpochMilli());
      insert.executeUpdate();
    }
    countIn(c, image);
  }

  private static void countIn(Connection c, Image image) throws SQLException {
    try (PreparedStatement dataset =
            c.prepareStatement(
                """
                UPDATE dataset SET image_count = image_count + 1, total_size = total_size + ?,
                  updated_at = ? WHERE id = ?""");
        PreparedStatement directory =
            c.prepareStatement(
                """
                INSERT INTO directory (dataset_id, path, image_count) VALUES (?, ?, 1)
                ON CONFLICT DO UPDATE SET image_count = image_count + 1""")) {
      dataset.setLong(1, image.fileSize());
      dataset.setLong(2, image.createdAt().toEpochMilli());
      dataset.setString(3, image.datasetId());
      dataset.executeUpdate();
      directory.setString(1, image.datasetId());
      directory.setString(2, image.directoryPath());
      directory.executeUpdate();
    }
  }

  /** Hides an image; its name stays taken. */
  static void archive(Connection c, Image image, Instant now) throws SQLException {
    try (PreparedStatement update =
        c.prepareStatement("UPDATE image SET is_archived = 1 WHERE id = ?")) {
      update.setString(1, image.id());
      update.executeUpdate();
    }
    countOut(c, image, 0, now);
  }

  /** Removes an image; {@link Sweep} removes bytes that no other image has. */
  static void delete(Connection c, Image image, Instant now) throws SQLException {
    try (PreparedStatement delete = c.prepareStatement("DELETE FROM image WHERE id = ?")) {
      delete.setString(1, image.id());
      delete.executeUpdate();
    }
    countOut(c, image, image.fileSize(), now);
  }

  /** An archived image is counted no more; its bytes are, until it is deleted. */
  private static void countOut(Connection c, Image image, long bytes, Instant now)
      throws SQLException {
    int visible = image.archived() ? 0 : 1;
    try (PreparedStatement dataset =
            c.prepareStatement(
                """
                UPDATE dataset SET image_count = image_count - ?, total_size = total_size - ?,
                  updated_at = ? WHERE id = ?""");
        PreparedStatement directory =
            c.prepareStatement(
                """
                UPDATE directory SET image_count = image_count - ?
                  WHERE dataset_id = ? AND path = ?""");
        PreparedStatement empty =
            c.prepareStatement(
                "DELETE FROM directory WHERE dataset_id = ? AND path = ? AND image_count = 0")) {
      dataset.setInt(1, visible);
      dataset.setLong(2, bytes);
      dataset.setLong(3, now.toEpochMilli());
      dataset.setString(4, image.datasetId());
      dataset.executeUpdate();
      directory.setInt(1, visible);
      directory.setString(2, image.datasetId());
      directory.setString(3, image.directoryPath());
      directory.executeUpdate();
      empty.setString(1, image.datasetId());
      empty.setString(2, image.directoryPath());
      empty.executeUpdate();
    }
  }

  private static void setOptional(PreparedStatement insert, int index, OptionalLong value)
      throws SQLException {
    if (value.isPresent()) {
      insert.setLong(index, value.getAsLong());
    } else {
      insert.setNull(index, Types.INTEGER);
    }
  }

  /** The directories of a dataset that hold images, by path, at most {@code limit}. */
  static List<Directory> directories(Connection c, String datasetId, int limit)
      throws SQLException {
    try (PreparedStatement select =
        c.prepareStatement(
            "SELECT path, image_count FROM directory WHERE dataset_id = ? ORDER BY path LIMIT ?")) {
      select.setString(1, datasetId);
      select.setInt(2, limit);
      try (ResultSet row = select.executeQuery()) {
        List<Directory> directories = new ArrayList<>();
        while (row.next()) {
          directories.add(new Directory(row.getString(1), row.getLong(2)));
        }
        return directories;
      }
    }
  }

  private static Image read(ResultSet row) throws SQLException {
    return new Image(
        row.getString("id"),
        row.getString("dataset_id"),
        row.getString("directory_path"),
        row.getString("filename"),
        row.getString("content_type"),
        row.getLong("file_size"),
        optional(row, "width"),
        optional(row, "height"),
        row.getString("sha256"),
        row.getBoolean("is_archived"),
        Instant.ofEpochMilli(row.getLong("created_at")));
  }

  private static OptionalLong optional(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
