package io.sluice.ledger;

import io.sluice.file.ContentDigest;
import io.sluice.file.RelativePath;
import io.sluice.item.RemoteName;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The items that a file had before its present one: what was uploaded of it before it changed. Of
 * files that have only ever been one item there is no row.
 */
final class FormerTable {
  /** An upload of a file. */
  record Upload(long itemId, RemoteName name) {}

  private static final String PUT =
      """
      INSERT INTO former (folder_id, path, item_id) VALUES (?, ?, ?)
        ON CONFLICT (folder_id, path, item_id) DO NOTHING
      """;
  private static final String UPLOADS =
      """
      SELECT i.id, n.scope, i.directory, i.file_name, p.sha256
        FROM item i
        JOIN namespace n ON n.id = i.namespace_id
        JOIN part p ON p.item_id = i.id AND p.slot = coalesce(
            (SELECT slot FROM part WHERE item_id = i.id AND path = ?2), '0')
        WHERE i.state = 'UPLOADED' AND i.id IN (
          SELECT item_id FROM former WHERE folder_id = ?1 AND path = ?2
          UNION ALL
          SELECT item_id FROM sighting WHERE folder_id = ?1 AND path = ?2 AND item_id IS NOT NULL)
      """;
  static final String UPLOADS_OF_CONTENT = UPLOADS + " AND p.sha256 = ?3 LIMIT 1";
  private static final String NAMES =
      """
      SELECT n.scope, i.directory, i.file_name
        FROM former f
        JOIN item i ON i.id = f.item_id AND i.state = 'UPLOADED'
        JOIN namespace n ON n.id = i.namespace_id
        WHERE f.folder_id = ? AND f.path = ? AND f.item_id NOT IN (
          SELECT item_id FROM sighting WHERE folder_id = ? AND path = ? AND item_id IS NOT NULL)
        ORDER BY f.item_id
      """;
  private static final String FORGET_ITEM = "DELETE FROM former WHERE item_id = ?";
  private static final String FORGET_FOLDER = "DELETE FROM former WHERE folder_id = ?";
  private static final String FORGET_DONE =
      """
      DELETE FROM item WHERE turn = 'DONE' AND id IN (
        SELECT item_id FROM former WHERE folder_id = ? AND path = ?)
      """;

  private final Session session;

  FormerTable(Session session) {
    this.session = session;
  }

  /** The file has another item from now on; this one remains. */
  void put(long folderId, RelativePath path, long itemId) throws SQLException {
    session.update(PUT, folderId, path, itemId);
  }

  /** The upload of one content of a file, among all that it had. */
  Optional<Upload> upload(long folderId, RelativePath path, ContentDigest content)
      throws SQLException {
    return session.first(
        row ->
            new Upload(
                row.number("id"),
                new RemoteName(row.text("scope"), row.text("directory"), row.text("file_name"))),
        UPLOADS_OF_CONTENT,
        folderId,
        path,
        content);
  }

  /** The names of the uploads that a file had before its present item, oldest first. */
  List<RemoteName> names(long folderId, RelativePath path) throws SQLException {
    return session.list(
        row -> new RemoteName(row.text("scope"), row.text("directory"), row.text("file_name")),
        NAMES,
        folderId,
        path,
        folderId,
        path);
  }

  /** Every content that was uploaded of a file. */
  Set<ContentDigest> contents(long folderId, RelativePath path) throws SQLException {
    List<Optional<ContentDigest>> found =
        session.list(row -> row.optionalDigest("sha256"), UPLOADS, folderId, path);
    Set<ContentDigest> contents = new HashSet<>();
    found.forEach(digest -> digest.ifPresent(contents::add));
    return contents;
  }

  /** The item is another file's now. */
  void forgetItem(long itemId) throws SQLException {
    session.update(FORGET_ITEM, itemId);
  }

  /** The dataset is a new one, which has nothing of it. */
  void forgetFolder(long folderId) throws SQLException {
    session.update(FORGET_FOLDER, folderId);
  }

  /** Deletes what a file had before its present item, where that is done. */
  void deleteDone(long folderId, RelativePath path) throws SQLException {
    session.update(FORGET_DONE, folderId, path);
  }
}
