package io.sluice.ledger;

import io.sluice.file.ContentDigest;
import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import io.sluice.item.Part;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * The rows of items' parts: what each file was when it was planned, the digest of what is or may
 * have been sent, and the token that the platform knows it by. The first part has slot {@code 0},
 * and its file is the item's own path; further ones are numbered on.
 *
 * <p>Whoever changes an item by {@link ItemTable} has its parts follow there. Within the
 * transaction of its session, and for one thread, as that is.
 */
final class PartTable {
  private static final String INSERT =
      """
      INSERT INTO part (item_id, slot, size, mtime_s, mtime_n, ctime_s, ctime_n, sha256)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String RENEW =
      """
      UPDATE part
        SET size = ?, mtime_s = ?, mtime_n = ?, ctime_s = ?, ctime_n = ?,
          sha256 = iif((SELECT state FROM item WHERE id = part.item_id) = 'SENT', sha256, ?)
        WHERE item_id = ? AND slot = '0'
      """;
  private static final String INSERT_FURTHER =
      """
      INSERT INTO part (item_id, slot, path, size, mtime_s, mtime_n, ctime_s, ctime_n)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String SUBJECT_SLOT = "1";
  private static final String DELETE_FURTHER = "DELETE FROM part WHERE item_id = ? AND slot <> '0'";
  static final String FURTHER_FILES =
      """
      SELECT p.path, p.size, p.mtime_s, p.mtime_n, p.ctime_s, p.ctime_n
        FROM part p JOIN item i ON i.id = p.item_id
        WHERE p.item_id = ? AND p.slot <> '0' AND i.layout NOT IN ('ANNOTATED', 'SIDECAR')
        ORDER BY length(p.slot), p.slot
      """;
  private static final String STAMP =
      """
      UPDATE part SET size = ?, mtime_s = ?, mtime_n = ?, ctime_s = ?, ctime_n = ?
        WHERE item_id = ?6 AND slot = coalesce(
            (SELECT slot FROM part WHERE item_id = ?6 AND path = ?7), '0')
      """;
  private static final String DIGEST = "UPDATE part SET sha256 = ? WHERE item_id = ? AND slot = ?";
  private static final String TOKEN = "UPDATE part SET token = ? WHERE item_id = ?";
  private static final String TOKEN_OF = "UPDATE part SET token = ? WHERE item_id = ? AND slot = ?";

  /** Nothing was sent; a name with the suffix of a content stays that content's. */
  private static final String BLANK =
      """
      UPDATE part SET sha256 = iif(slot = '0', (
          SELECT s.renamed_for
            FROM item i
            JOIN sighting s ON s.folder_id = i.folder_id AND s.path = i.path AND s.item_id = i.id
            WHERE i.id = part.item_id), NULL)
        WHERE item_id = ?
      """;

  /** A digest that was only planned must not be taken for one that may have been sent. */
  private static final String FORGET_UNSENT =
      """
      UPDATE part SET sha256 = NULL
        WHERE item_id = ?
          AND (SELECT state FROM item WHERE id = part.item_id) IN ('PLANNED', 'RESERVED')
      """;

  private final Session session;

  PartTable(Session session) {
    this.session = session;
  }

  /** The parts of an item that is new. */
  void insert(long itemId, NameClaim claim) throws SQLException {
    session.update(INSERT, itemId, Part.ONLY_SLOT, claim.stamp(), claim.renamedFor());
    insertFurther(itemId, claim);
  }

  /** For the files as they are now, after the item's own row was renewed. */
  void renew(long itemId, NameClaim claim) throws SQLException {
    session.update(RENEW, claim.stamp(), claim.renamedFor(), itemId);
    session.update(DELETE_FURTHER, itemId);
    insertFurther(itemId, claim);
  }

  private void insertFurther(long itemId, NameClaim claim) throws SQLException {
    List<PartClaim> others = claim.subject().isPresent() ? List.of() : claim.others();
    for (int i = 0; i < others.size(); i++) {
      String slot = Integer.toString(i + 1);
      session.update(INSERT_FURTHER, itemId, slot, others.get(i).path(), others.get(i).stamp());
    }
  }

  /**
   * The further files of an item that has several, but for a sidecar and the file that it speaks
   * of: these have their own ends.
   */
  List<PartClaim> further(long itemId) throws SQLException {
    return session.list(row -> new PartClaim(row.path("path"), row.stamp()), FURTHER_FILES, itemId);
  }

  /** The part that is {@code path} is what it was, with another stamp. */
  void stamp(long itemId, RelativePath path, FileStamp stamp) throws SQLException {
    session.update(STAMP, stamp, itemId, path);
  }

  void tokens(long itemId, Map<String, String> bySlot) throws SQLException {
    for (Map.Entry<String, String> token : bySlot.entrySet()) {
      session.update(TOKEN_OF, token.getValue(), itemId, token.getKey());
    }
  }

  void digest(long itemId, String slot, ContentDigest digest) throws SQLException {
    if (session.update(DIGEST, digest, itemId, slot) == 0) {
      throw new IllegalArgumentException("item " + itemId + " has no slot " + slot);
    }
  }

  void token(long itemId, String token) throws SQLException {
    session.update(TOKEN, token, itemId);
  }

  /** What the sidecar of that item speaks of, and what was sent for it. */
  void subject(long itemId, PartClaim file, ItemTable.Entry entry) throws SQLException {
    session.update(TOKEN_OF, entry.remoteId(), itemId, Part.ONLY_SLOT);
    session.update(DELETE_FURTHER, itemId);
    session.update(INSERT_FURTHER, itemId, SUBJECT_SLOT, file.path(), file.stamp());
    if (entry.content().isPresent()) {
      digest(itemId, SUBJECT_SLOT, entry.content().get());
    }
  }

  /** The item is back at its start: what its parts are to be sent as is open again. */
  void blank(long itemId) throws SQLException {
    session.update(BLANK, itemId);
  }

  /** The item is about to be given up. */
  void forgetUnsent(long itemId) throws SQLException {
    session.update(FORGET_UNSENT, itemId);
  }
}
