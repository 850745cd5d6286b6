package io.sluice.ledger;

import java.util.List;

/**
 * The tables of version 1, which every file begins with; {@link Schema} has the steps since. Never
 * changed: there are files that were made so.
 */
final class FirstTables {
  static final List<String> STATEMENTS =
      List.of(
          """
          CREATE TABLE folder (
            id INTEGER PRIMARY KEY,
            root TEXT NOT NULL,
            target TEXT NOT NULL,
            dataset TEXT NOT NULL,
            scope TEXT NOT NULL DEFAULT '',
            uploaded_bytes INTEGER NOT NULL DEFAULT 0,
            UNIQUE (root, target, dataset)
          ) STRICT
          """,
          """
          CREATE TABLE namespace (
            id INTEGER PRIMARY KEY,
            target TEXT NOT NULL,
            scope TEXT NOT NULL,
            UNIQUE (target, scope)
          ) STRICT
          """,
          """
          CREATE TABLE sighting (
            folder_id INTEGER NOT NULL REFERENCES folder (id),
            path TEXT NOT NULL,
            size INTEGER NOT NULL,
            mtime_s INTEGER NOT NULL,
            mtime_n INTEGER NOT NULL,
            ctime_s INTEGER NOT NULL,
            ctime_n INTEGER NOT NULL,
            state TEXT NOT NULL,
            reason TEXT NOT NULL DEFAULT '',
            lane TEXT NOT NULL,
            item_id INTEGER,
            waiting_since INTEGER NOT NULL,
            retry_at INTEGER,
            gone INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (folder_id, path)
          ) STRICT, WITHOUT ROWID
          """,
          "CREATE INDEX sighting_state ON sighting (folder_id, state, path)",
          """
          CREATE INDEX sighting_waiting ON sighting (folder_id, waiting_since)
            WHERE state IN ('SETTLING', 'READY', 'QUEUED')
          """,
          // Counting a million files takes a quarter of a second, and the status page asks often.
          """
          CREATE TABLE tally (
            folder_id INTEGER NOT NULL,
            state TEXT NOT NULL,
            files INTEGER NOT NULL,
            PRIMARY KEY (folder_id, state)
          ) STRICT, WITHOUT ROWID
          """,
          """
          CREATE TRIGGER tally_new AFTER INSERT ON sighting BEGIN
            INSERT INTO tally (folder_id, state, files) VALUES (new.folder_id, new.state, 1)
              ON CONFLICT (folder_id, state) DO UPDATE SET files = files + 1;
          END
          """,
          """
          CREATE TRIGGER tally_changed AFTER UPDATE OF state ON sighting
            WHEN old.state <> new.state BEGIN
            UPDATE tally SET files = files - 1
              WHERE folder_id = old.folder_id AND state = old.state;
            INSERT INTO tally (folder_id, state, files) VALUES (new.folder_id, new.state, 1)
              ON CONFLICT (folder_id, state) DO UPDATE SET files = files + 1;
          END
          """,
          """
          CREATE INDEX sighting_due ON sighting (folder_id, retry_at)
            WHERE state = 'FAILED' AND retry_at IS NOT NULL
          """,
          // AUTOINCREMENT: the id of an item that was taken back never names another one.
          """
          CREATE TABLE item (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            folder_id INTEGER NOT NULL REFERENCES folder (id),
            path TEXT NOT NULL,
            namespace_id INTEGER NOT NULL REFERENCES namespace (id),
            directory TEXT NOT NULL,
            file_name TEXT NOT NULL,
            lane TEXT NOT NULL,
            state TEXT NOT NULL,
            turn TEXT NOT NULL CHECK (turn IN ('WAITING', 'LEASED', 'DONE')),
            next_attempt_at INTEGER NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            reason TEXT NOT NULL DEFAULT '',
            remote_id TEXT NOT NULL DEFAULT '',
            remote_file_name TEXT NOT NULL DEFAULT '',
            status INTEGER NOT NULL DEFAULT 0,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            UNIQUE (namespace_id, directory, file_name),
            CHECK ((turn = 'DONE') = (state IN ('UPLOADED', 'SKIPPED', 'CONFLICT', 'FAILED')))
          ) STRICT
          """,
          """
          CREATE INDEX item_waiting ON item (folder_id, lane, next_attempt_at)
            WHERE turn = 'WAITING'
          """,
          "CREATE INDEX item_leased ON item (folder_id) WHERE turn = 'LEASED'",
          """
          CREATE TABLE part (
            item_id INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
            slot TEXT NOT NULL,
            size INTEGER NOT NULL,
            mtime_s INTEGER NOT NULL,
            mtime_n INTEGER NOT NULL,
            ctime_s INTEGER NOT NULL,
            ctime_n INTEGER NOT NULL,
            sha256 BLOB,
            token TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (item_id, slot)
          ) STRICT, WITHOUT ROWID
          """,
          """
          CREATE TABLE rival (
            folder_id INTEGER NOT NULL,
            path TEXT NOT NULL,
            owner_folder_id INTEGER NOT NULL,
            owner_path TEXT NOT NULL,
            PRIMARY KEY (folder_id, path)
          ) STRICT, WITHOUT ROWID
          """,
          "CREATE INDEX rival_owner ON rival (owner_folder_id, owner_path)");

  private FirstTables() {}
}
