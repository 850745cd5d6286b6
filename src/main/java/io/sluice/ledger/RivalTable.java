package io.sluice.ledger;

import io.sluice.file.RelativePath;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Which file was refused a name because of which other file, so that it can be let try again when
 * the other one has it no more. A refused file that is queued waits for the other one's end.
 */
final class RivalTable {
  private static final String PUT =
      """
      INSERT INTO rival (folder_id, path, owner_folder_id, owner_path) VALUES (?, ?, ?, ?)
        ON CONFLICT (folder_id, path) DO UPDATE SET
          owner_folder_id = excluded.owner_folder_id, owner_path = excluded.owner_path
      """;
  private static final String FORGET = "DELETE FROM rival WHERE folder_id = ? AND path = ?";

  static final String LET_TRY =
      """
      UPDATE sighting SET state = 'READY', reason = '',
          waiting_since = iif(state = 'QUEUED', waiting_since, ?)
        WHERE state IN ('CONFLICT', 'QUEUED') AND (folder_id, path) IN (
          SELECT folder_id, path FROM rival WHERE owner_folder_id = ? AND owner_path = ?)
      """;
  static final String FORGET_OF = "DELETE FROM rival WHERE owner_folder_id = ? AND owner_path = ?";

  // A queued file is refused nothing, unless it waits for the owner.
  static final String LET_WAITING_TRY =
      """
      UPDATE sighting SET state = 'READY', reason = ''
        WHERE state = 'QUEUED' AND (folder_id, path) IN (
          SELECT folder_id, path FROM rival WHERE owner_folder_id = ? AND owner_path = ?)
      """;

  private static final String LET_ALL_TRY =
      """
      UPDATE sighting SET state = 'READY', reason = '',
          waiting_since = iif(state = 'QUEUED', waiting_since, ?)
        WHERE state IN ('CONFLICT', 'QUEUED') AND (folder_id, path) IN (
          SELECT folder_id, path FROM rival WHERE owner_folder_id = ?)
      """;
  private static final String LET_ALL_WAITING_TRY =
      """
      UPDATE sighting SET state = 'READY', reason = ''
        WHERE state = 'QUEUED' AND (folder_id, path) IN (SELECT folder_id, path FROM rival)
      """;
  private static final String FORGET_ALL_OF = "DELETE FROM rival WHERE owner_folder_id = ?";
  private static final String FORGET_ALL_IN = "DELETE FROM rival WHERE folder_id = ?";

  private final Session session;

  RivalTable(Session session) {
    this.session = session;
  }

  void put(long folderId, RelativePath path, long ownerFolderId, RelativePath owner)
      throws SQLException {
    session.update(PUT, folderId, path, ownerFolderId, owner);
  }

  /** The file is refused nothing any more. */
  void forget(long folderId, RelativePath path) throws SQLException {
    session.update(FORGET, folderId, path);
  }

  /** The owner may have given up a name: files that conflict with it are planned again. */
  void release(long ownerFolderId, RelativePath owner, Instant now) throws SQLException {
    session.update(LET_TRY, now, ownerFolderId, owner);
    session.update(FORGET_OF, ownerFolderId, owner);
  }

  /** It is known what the owner has under its name: files that wait for that are planned again. */
  void releaseWaiting(long ownerFolderId, RelativePath owner) throws SQLException {
    session.update(LET_WAITING_TRY, ownerFolderId, owner);
  }

  /**
   * Files that wait for another's end are planned again, all of them: whether that one's folder is
   * still worked on is known only when they are.
   */
  void releaseWaiting() throws SQLException {
    session.update(LET_ALL_WAITING_TRY);
  }

  /** As {@link #release} for all files of a folder, and forgets what its own were refused. */
  void releaseFolder(long folderId, Instant now) throws SQLException {
    session.update(LET_ALL_TRY, now, folderId);
    session.update(FORGET_ALL_OF, folderId);
    session.update(FORGET_ALL_IN, folderId);
  }
}
