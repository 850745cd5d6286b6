package io.sluice.datasetserver;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables, and how an older file gets them. */
final class Schema {
  /** Raised with every change; kept in the file's user_version. */
  private static final int VERSION = 1;

  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
          """
          CREATE TABLE api_key (
            sha256 BLOB PRIMARY KEY, name TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL
          ) WITHOUT ROWID""",
          """
          CREATE TABLE dataset (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL UNIQUE,
            description TEXT,
            readme TEXT,
            annotation_types TEXT NOT NULL,
            classes TEXT NOT NULL,
            image_count INTEGER NOT NULL DEFAULT 0,
            total_size INTEGER NOT NULL DEFAULT 0,
            is_archived INTEGER NOT NULL DEFAULT 0,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL)""",
          """
          CREATE TABLE directory (
            dataset_id TEXT NOT NULL REFERENCES dataset(id),
            path TEXT NOT NULL,
            image_count INTEGER NOT NULL,
            PRIMARY KEY (dataset_id, path)
          ) WITHOUT ROWID""",
          """
          CREATE TABLE image (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            dataset_id TEXT NOT NULL REFERENCES dataset(id),
            directory_path TEXT NOT NULL,
            filename TEXT NOT NULL,
            content_type TEXT NOT NULL,
            file_size INTEGER NOT NULL,
            width INTEGER,
            height INTEGER,
            sha256 TEXT NOT NULL,
            is_archived INTEGER NOT NULL DEFAULT 0,
            created_at INTEGER NOT NULL,
            UNIQUE (dataset_id, directory_path, filename))""",
          "CREATE INDEX image_newest ON image (dataset_id, seq, is_archived)",
          "CREATE INDEX image_newest_in ON image (dataset_id, directory_path, seq, is_archived)",
          "CREATE INDEX image_content ON image (sha256)",
          """
          CREATE TABLE upload (
            id TEXT PRIMARY KEY,
            dataset_id TEXT NOT NULL REFERENCES dataset(id),
            directory_path TEXT NOT NULL,
            filename TEXT NOT NULL,
            sha256 TEXT,
            file_size INTEGER,
            changed_at INTEGER NOT NULL,
            UNIQUE (dataset_id, directory_path, filename)
          ) WITHOUT ROWID""",
          "CREATE INDEX upload_content ON upload (sha256)",
          """
          CREATE TABLE replay (
            method TEXT NOT NULL,
            path TEXT NOT NULL,
            key TEXT NOT NULL,
            request_sha256 TEXT NOT NULL,
            status INTEGER NOT NULL,
            body TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            PRIMARY KEY (method, path, key)
          ) WITHOUT ROWID""",
          "CREATE INDEX replay_age ON replay (created_at)");

  private Schema() {}

  /** Makes the tables of a new file; refuses a file of a newer version. */
  static void bringUpToDate(Connection connection) throws SQLException {
    int version = version(connection);
    if (version > VERSION) {
      throw new SQLException(
          "the data was written by a newer version of Sluice; use that version to open it");
    }
    if (version == VERSION) {
      return;
    }
    Database.execute(connection, "BEGIN IMMEDIATE");
    for (String table : TABLES) {
      Database.execute(connection, table);
    }
    Database.execute(connection, "PRAGMA user_version=" + VERSION);
    Database.execute(connection, "COMMIT");
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      return row.getInt(1);
    }
  }
}
