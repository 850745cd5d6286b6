package io.sluice.ledger;

import java.sql.SQLException;
import java.util.List;

/**
 * The tables, as {@link FirstTables} and what was changed since, and how a file of an older version
 * becomes one of this version. The version is kept in the file as {@code user_version}.
 */
final class Schema {
  private static final List<String> VERSION_2 =
      List.of(
          // When a file was first missed, for rows that are forgotten some time after.
          "ALTER TABLE sighting ADD COLUMN gone_since INTEGER",
          "UPDATE sighting SET gone_since = waiting_since WHERE gone = 1",
          "CREATE INDEX sighting_gone ON sighting (folder_id, gone_since) WHERE gone = 1",
          """
          CREATE TRIGGER tally_forgotten AFTER DELETE ON sighting BEGIN
            UPDATE tally SET files = files - 1
              WHERE folder_id = old.folder_id AND state = old.state;
          END
          """,
          "ALTER TABLE folder ADD COLUMN swept_at INTEGER NOT NULL DEFAULT 0",
          // Files that have just arrived are planned before a backlog of a million.
          """
          CREATE INDEX sighting_live ON sighting (folder_id, path)
            WHERE state = 'READY' AND lane = 'LIVE'
          """,
          // The order among those that never had to wait: seconds of the last change, negated
          // where the newest go first.
          "ALTER TABLE item ADD COLUMN rank INTEGER NOT NULL DEFAULT 0",
          "DROP INDEX item_waiting",
          """
          CREATE INDEX item_waiting ON item (folder_id, lane, next_attempt_at, rank)
            WHERE turn = 'WAITING'
          """,
          "ALTER TABLE namespace ADD COLUMN listings INTEGER NOT NULL DEFAULT 0",
          // Since when a whole dataset (directory '*') or one virtual folder is known completely.
          """
          CREATE TABLE listing (
            namespace_id INTEGER NOT NULL REFERENCES namespace (id),
            directory TEXT NOT NULL,
            generation INTEGER NOT NULL,
            read_at INTEGER NOT NULL,
            refreshed_at INTEGER NOT NULL,
            PRIMARY KEY (namespace_id, directory)
          ) STRICT, WITHOUT ROWID
          """,
          """
          CREATE TABLE listed_image (
            namespace_id INTEGER NOT NULL REFERENCES namespace (id),
            directory TEXT NOT NULL,
            file_name TEXT NOT NULL,
            remote_id TEXT NOT NULL,
            size INTEGER,
            sha256 BLOB,
            generation INTEGER NOT NULL,
            seen_at INTEGER NOT NULL,
            PRIMARY KEY (namespace_id, directory, file_name)
          ) STRICT, WITHOUT ROWID
          """);

  private static final List<String> VERSION_3 =
      List.of(
          // Up to which generation of listings pages may have been dropped before they were whole.
          "ALTER TABLE namespace ADD COLUMN dropped_listings INTEGER NOT NULL DEFAULT 0",
          // Since when no folder has been bound to it, as far as that was noticed.
          "ALTER TABLE namespace ADD COLUMN unbound_since INTEGER",
          // The content that a file's remote name is told apart by, where its own name is taken.
          "ALTER TABLE sighting ADD COLUMN renamed_for BLOB",
          """
          CREATE TABLE former (
            folder_id INTEGER NOT NULL,
            path TEXT NOT NULL,
            item_id INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
            PRIMARY KEY (folder_id, path, item_id)
          ) STRICT, WITHOUT ROWID
          """,
          "CREATE INDEX former_item ON former (item_id)");

  private static final List<String> VERSION_4 =
      List.of(
          "ALTER TABLE item ADD COLUMN frame_rate TEXT NOT NULL DEFAULT ''",
          "ALTER TABLE item ADD COLUMN as_frames INTEGER NOT NULL DEFAULT 0",
          "ALTER TABLE item ADD COLUMN layout TEXT NOT NULL DEFAULT 'PLAIN'",
          // The file of a further part; the first one's is the item's own.
          "ALTER TABLE part ADD COLUMN path TEXT NOT NULL DEFAULT ''",
          // What was begun under a name whose item was taken back: to be gone on with.
          """
          CREATE TABLE begun (
            namespace_id INTEGER NOT NULL REFERENCES namespace (id),
            directory TEXT NOT NULL,
            file_name TEXT NOT NULL,
            slot TEXT NOT NULL,
            token TEXT NOT NULL,
            PRIMARY KEY (namespace_id, directory, file_name, slot)
          ) STRICT, WITHOUT ROWID
          """);

  private static final List<String> VERSION_5 =
      List.of(
          // Counted for each look at the status, beside a backlog of a million.
          """
          CREATE INDEX item_processing ON item (folder_id) WHERE state = 'COMMITTED'
          """);

  /** Items that are no files of the folder: a row is what was told of one. */
  private static final List<String> VERSION_6 =
      List.of(
          """
          CREATE TABLE told (
            folder_id INTEGER NOT NULL REFERENCES folder (id),
            path TEXT NOT NULL,
            kind TEXT NOT NULL,
            content TEXT NOT NULL,
            details TEXT NOT NULL,
            PRIMARY KEY (folder_id, path)
          ) STRICT, WITHOUT ROWID
          """);

  /** One step for each version; the step to a version that was released is never changed. */
  private static final List<List<String>> STEPS =
      List.of(FirstTables.STATEMENTS, VERSION_2, VERSION_3, VERSION_4, VERSION_5, VERSION_6);

  private Schema() {}

  /**
   * Brings the file to this version, within the caller's transaction.
   *
   * @throws LedgerException when the file is of a newer version, or no ledger
   */
  static void bringUpToDate(Session session, LedgerErrors errors) throws SQLException {
    long version = pragma(session, "user_version");
    if (version > STEPS.size()) {
      throw errors.newerVersion(version, STEPS.size());
    }
    if (version < 0 || (version == 0 && holdsTables(session))) {
      throw errors.noLedger();
    }
    if (version == STEPS.size()) {
      return;
    }
    for (List<String> step : STEPS.subList((int) version, STEPS.size())) {
      for (String statement : step) {
        session.update(statement);
      }
    }
    session.update("PRAGMA user_version = " + STEPS.size());
  }

  /**
   * Makes sure that the file is of this version, and changes nothing.
   *
   * @throws LedgerException when it is of another one, or no ledger
   */
  static void requireCurrent(Session session, LedgerErrors errors) throws SQLException {
    long version = pragma(session, "user_version");
    if (version > STEPS.size()) {
      throw errors.newerVersion(version, STEPS.size());
    }
    if (version < 1) {
      throw errors.noLedger();
    }
    if (version < STEPS.size()) {
      throw errors.olderVersion(version, STEPS.size());
    }
  }

  private static long pragma(Session session, String name) throws SQLException {
    return session.first(row -> row.number(name), "PRAGMA " + name).orElseThrow();
  }

  private static boolean holdsTables(Session session) throws SQLException {
    return session
        .first(row -> row.flag("n"), "SELECT count(*) AS n FROM sqlite_schema")
        .orElseThrow();
  }
}
