package io.sluice.datasetserver;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of datasets. The caller brings the connection, and with it the transaction. */
final class DatasetTable {
  private DatasetTable() {}

  static Optional<Dataset> find(Connection c, String nameOrId) throws SQLException {
    try (PreparedStatement select =
        c.prepareStatement(
            "SELECT * FROM dataset WHERE id = ?1 OR name = ?1 ORDER BY id = ?1 DESC LIMIT 1")) {
      select.setString(1, nameOrId);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(read(row)) : Optional.empty();
      }
    }
  }

  /** The dataset of that name or id; refused with 404 if there is none. */
  static Dataset get(Connection c, String nameOrId) throws SQLException {
    return find(c, nameOrId)
        .orElseThrow(() -> Problem.notFound("there is no dataset '" + nameOrId + "'"));
  }

  /** Newest first. */
  static Slice<Dataset> list(Connection c, boolean archived, int limit, long offset)
      throws SQLException {
    List<Dataset> rows = new ArrayList<>();
    try (PreparedStatement select =
        c.prepareStatement(
            "SELECT * FROM dataset WHERE is_archived = ? ORDER BY seq DESC LIMIT ? OFFSET ?")) {
      select.setBoolean(1, archived);
      select.setInt(2, limit);
      select.setLong(3, offset);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.add(read(row));
        }
      }
    }
    return new Slice<>(rows, limit, offset, count(c, archived));
  }

  private static long count(Connection c, boolean archived) throws SQLException {
    try (PreparedStatement select =
        c.prepareStatement("SELECT count(*) FROM dataset WHERE is_archived = ?")) {
      select.setBoolean(1, archived);
      try (ResultSet row = select.executeQuery()) {
        return row.getLong(1);
      }
    }
  }

  static void insert(Connection c, Dataset dataset) throws SQLException {
    try (PreparedStatement insert =
        c.prepareStatement(
            """
            INSERT INTO dataset (id, name, description, readme, annotation_types, classes,
              created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)""")) {
      insert.setString(1, dataset.id());
      insert.setString(2, dataset.name());
      insert.setString(3, dataset.description().orElse(null));
      insert.setString(4, dataset.readme().orElse(null));
      insert.setString(5, dataset.annotationTypes());
      insert.setString(6, dataset.classes());
      insert.setLong(7, dataset.createdAt().toEpochMilli());
      insert.setLong(8, dataset.updatedAt().toEpochMilli());
      insert.executeUpdate();
    }
  }

  private static Dataset read(ResultSet row) throws SQLException {
    return new Dataset(
        row.getString("id"),
        row.getString("name"),
        Optional.ofNullable(row.getString("description")),
        Optional.ofNullable(row.getString("readme")),
        row.getString("annotation_types"),
        row.getString("classes"),
        row.getLong("image_count"),
        row.getLong("total_size"),
        row.getBoolean("is_archived"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("updated_at")));
  }
}
