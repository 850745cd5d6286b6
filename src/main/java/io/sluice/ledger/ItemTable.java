package io.sluice.ledger;

import io.sluice.file.ContentDigest;
import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import io.sluice.item.ItemState;
import io.sluice.item.Part;
import io.sluice.item.RemoteName;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writing to the rows of items and their parts. The first part has slot {@code 0}, and its file is
 * the item's own path; further ones are numbered on.
 */
final class ItemTable {
  /**
   * Who has a name.
   *
   * @param encodedRoot the owner's folder
   * @param ownerGone whether nothing is at the owner's path any more
   * @param busy whether the item must go on as it is: a worker has it, or its outcome at the
   *     platform is not known yet
   * @param stamp what the owner was when it was planned
   * @param content the SHA-256 of what is, or will be, uploaded for it, where that is known
   */
  record Holder(
      long itemId,
      long folderId,
      String encodedRoot,
      RelativePath path,
      boolean ownerGone,
      boolean busy,
      ItemState state,
      FileStamp stamp,
      Optional<ContentDigest> content) {
    /** Whether it did not get into the dataset under this name. */
    boolean cameToNothing() {
      return state == ItemState.FAILED || state == ItemState.CONFLICT;
    }
  }

  /**
   * An item that is not done.
   *
   * @param stamp what its file was when it was planned
   */
  record Open(long itemId, long folderId, RelativePath path, FileStamp stamp) {}

  /**
   * The entry of a file.
   *
   * @param remoteId what the platform calls it
   * @param content the SHA-256 of what was sent for it, where that is known
   */
  record Entry(String remoteId, Optional<ContentDigest> content) {}

  static final String HOLDER =
      """
      SELECT i.id, i.folder_id, f.root, i.path, i.state, i.turn, coalesce(s.gone, 1) AS gone,
             p.size, p.mtime_s, p.mtime_n, p.ctime_s, p.ctime_n, p.sha256
        FROM item i
        JOIN folder f ON f.id = i.folder_id
        JOIN part p ON p.item_id = i.id AND p.slot = '0'
        LEFT JOIN sighting s ON s.folder_id = i.folder_id AND s.path = i.path
        WHERE i.namespace_id = ? AND i.directory = ? AND i.file_name = ?
      """;
  static final String OPEN =
      """
      SELECT i.folder_id, i.path, p.size, p.mtime_s, p.mtime_n, p.ctime_s, p.ctime_n
        FROM item i JOIN part p ON p.item_id = i.id AND p.slot = '0'
        WHERE i.id = ? AND i.turn <> 'DONE'
      """;
  private static final String STATE = "SELECT state FROM item WHERE id = ?";
  private static final String ENTRY =
      """
      SELECT i.remote_id, p.sha256
        FROM sighting s
        JOIN item i ON i.id = s.item_id
        JOIN part p ON p.item_id = i.id AND p.slot = '0'
        WHERE s.folder_id = ? AND s.path = ? AND s.state IN ('UPLOADED', 'SKIPPED')
          AND i.remote_id <> ''
      """;

  private static final String INSERT =
      """
      INSERT INTO item (folder_id, path, namespace_id, directory, file_name, lane, rank,
                        frame_rate, as_frames, layout,
                        state, turn, next_attempt_at, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'PLANNED', 'WAITING', 0, ?, ?) RETURNING id
      """;
  private static final String INSERT_PART =
      """
      INSERT INTO part (item_id, slot, size, mtime_s, mtime_n, ctime_s, ctime_n, sha256)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String REASSIGN =
      "UPDATE item SET folder_id = ?, path = ?, lane = ?, rank = ?, updated_at = ? WHERE id = ?";

  /** What was given up while nobody knew what had become of its commit is looked up first. */
  private static final String RENEW =
      """
      UPDATE item SET lane = ?, rank = ?, frame_rate = ?, as_frames = ?, layout = ?,
          state = CASE WHEN state = 'FAILED' AND status = 0 AND remote_id = '' AND EXISTS (
              SELECT 1 FROM part WHERE item_id = item.id AND sha256 IS NOT NULL
                AND (size, mtime_s, mtime_n, ctime_s, ctime_n) = (?, ?, ?, ?, ?))
            THEN 'SENT' ELSE 'PLANNED' END,
          turn = 'WAITING', next_attempt_at = 0,
          attempts = 0, reason = '', remote_id = '', remote_file_name = '', status = 0,
          updated_at = ?
        WHERE id = ?
      """;

  private static final String RENEW_PART =
      """
      UPDATE part
        SET size = ?, mtime_s = ?, mtime_n = ?, ctime_s = ?, ctime_n = ?,
          sha256 = iif((SELECT state FROM item WHERE id = part.item_id) = 'SENT', sha256, ?)
        WHERE item_id = ? AND slot = '0'
      """;
  private static final String INSERT_FURTHER_PART =
      """
      INSERT INTO part (item_id, slot, path, size, mtime_s, mtime_n, ctime_s, ctime_n)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String SUBJECT_SLOT = "1";

  private static final String DELETE_FURTHER_PARTS =
      "DELETE FROM part WHERE item_id = ? AND slot <> '0'";
  static final String FURTHER_FILES =
      """
      SELECT p.path, p.size, p.mtime_s, p.mtime_n, p.ctime_s, p.ctime_n
        FROM part p JOIN item i ON i.id = p.item_id
        WHERE p.item_id = ? AND p.slot <> '0' AND i.layout NOT IN ('ANNOTATED', 'SIDECAR')
        ORDER BY length(p.slot), p.slot
      """;
  private static final String STAMP_PART =
      """
      UPDATE part SET size = ?, mtime_s = ?, mtime_n = ?, ctime_s = ?, ctime_n = ?
        WHERE item_id = ?6 AND slot = coalesce(
            (SELECT slot FROM part WHERE item_id = ?6 AND path = ?7), '0')
      """;
  private static final String RESERVING =
      "UPDATE item SET state = 'RESERVED', updated_at = ? WHERE id = ? AND state = 'PLANNED'";
  private static final String STEP = "UPDATE item SET state = ?, updated_at = ? WHERE id = ?";
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

  private static final String FINISH =
      """
      UPDATE item SET state = ?, turn = 'DONE', reason = ?, remote_id = ?, remote_file_name = ?,
          status = ?, attempts = ?, updated_at = ?
        WHERE id = ?
      """;
  private static final String POSTPONE =
      """
      UPDATE item SET state = ?, turn = 'WAITING', attempts = ?, next_attempt_at = ?, reason = ?,
          updated_at = ?
        WHERE id = ?
      """;
  private static final String DELETE = "DELETE FROM item WHERE id = ?";
  private static final String DELETE_UNTOUCHED =
      "DELETE FROM item WHERE id = ? AND state = 'PLANNED' AND turn = 'WAITING'";
  private static final String FORGET_LISTED =
      """
      DELETE FROM listed_image WHERE (namespace_id, directory, file_name) IN (
        SELECT namespace_id, directory, file_name FROM item WHERE id = ?)
      """;
  private static final String DELETE_DONE = "DELETE FROM item WHERE id = ? AND turn = 'DONE'";
  static final String DELETE_WAITING = "DELETE FROM item WHERE folder_id = ? AND turn = 'WAITING'";
  static final String DELETE_LEASED = "DELETE FROM item WHERE folder_id = ? AND turn = 'LEASED'";

  private final Session session;

  ItemTable(Session session) {
    this.session = session;
  }

  Optional<Holder> holder(long namespaceId, RemoteName name) throws SQLException {
    return session.first(ItemTable::holder, HOLDER, namespaceId, name.directory(), name.fileName());
  }

  private static Holder holder(Row row) throws SQLException {
    boolean leased = row.text("turn").equals("LEASED");
    return new Holder(
        row.number("id"),
        row.number("folder_id"),
        row.text("root"),
        row.path("path"),
        row.flag("gone"),
        leased || row.word(ItemState.class, "state").isUnresolved(),
        row.word(ItemState.class, "state"),
        row.stamp(),
        row.optionalDigest("sha256"));
  }

  /** The item, unless it is done or not there any more. */
  Optional<Open> open(long itemId) throws SQLException {
    return session.first(
        row -> new Open(itemId, row.number("folder_id"), row.path("path"), row.stamp()),
        OPEN,
        itemId);
  }

  boolean exists(long itemId) throws SQLException {
    return session.first(row -> row.word(ItemState.class, "state"), STATE, itemId).isPresent();
  }

  /** The entry of a file; empty where it is not known to have one. */
  Optional<Entry> entry(long folderId, RelativePath path) throws SQLException {
    return session.first(
        row -> new Entry(row.text("remote_id"), row.optionalDigest("sha256")),
        ENTRY,
        folderId,
        path);
  }

  ItemState state(long itemId) throws SQLException {
    return session.first(row -> row.word(ItemState.class, "state"), STATE, itemId).orElseThrow();
  }

  long insert(long folderId, long namespaceId, NameClaim claim, Instant now) throws SQLException {
    RemoteName name = claim.name();
    long id =
        session
            .first(
                row -> row.number("id"),
                INSERT,
                folderId,
                claim.path(),
                namespaceId,
                name.directory(),
                name.fileName(),
                claim.lane(),
                claim.rank(),
                OptionColumns.frameRate(claim.options()),
                OptionColumns.asFrames(claim.options()),
                claim.options().layout(),
                now,
                now)
            .orElseThrow();
    session.update(INSERT_PART, id, Part.ONLY_SLOT, claim.stamp(), claim.renamedFor());
    insertFurtherParts(id, claim);
    return id;
  }

  void reassign(long itemId, long folderId, NameClaim claim, Instant now) throws SQLException {
    session.update(REASSIGN, folderId, claim.path(), claim.lane(), claim.rank(), now, itemId);
  }

  /** Back to the start, for the file as it is now. */
  void renew(long itemId, NameClaim claim, Instant now) throws SQLException {
    session.update(
        RENEW,
        claim.lane(),
        claim.rank(),
        OptionColumns.frameRate(claim.options()),
        OptionColumns.asFrames(claim.options()),
        claim.options().layout(),
        claim.stamp(),
        now,
        itemId);
    session.update(RENEW_PART, claim.stamp(), claim.renamedFor(), itemId);
    session.update(DELETE_FURTHER_PARTS, itemId);
    insertFurtherParts(itemId, claim);
  }

  private void insertFurtherParts(long itemId, NameClaim claim) throws SQLException {
    List<PartClaim> others = claim.subject().isPresent() ? List.of() : claim.others();
    for (int i = 0; i < others.size(); i++) {
      String slot = Integer.toString(i + 1);
      session.update(
          INSERT_FURTHER_PART, itemId, slot, others.get(i).path(), others.get(i).stamp());
    }
  }

  /**
   * The further files of an item that has several, but for a sidecar and the file that it speaks
   * of: these have their own ends.
   */
  List<PartClaim> furtherParts(long itemId) throws SQLException {
    return session.list(row -> new PartClaim(row.path("path"), row.stamp()), FURTHER_FILES, itemId);
  }

  /** The part that is {@code path} is what it was, with another stamp. */
  void stampPart(long itemId, RelativePath path, FileStamp stamp) throws SQLException {
    session.update(STAMP_PART, stamp, itemId, path);
  }

  void step(long itemId, ItemState state, Instant now) throws SQLException {
    session.update(STEP, state, now, itemId);
  }

  /** What may have been sent before stays what may have been sent. */
  void reserving(long itemId, Instant now) throws SQLException {
    session.update(RESERVING, now, itemId);
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

  void finish(ItemChange.Finished end, Instant now) throws SQLException {
    if (end.state() == ItemState.FAILED) {
      session.update(FORGET_UNSENT, end.itemId());
    }
    session.update(
        FINISH,
        end.state(),
        end.reason(),
        end.remoteId(),
        end.remoteFileName(),
        end.status(),
        end.attempts(),
        now,
        end.itemId());
  }

  void postpone(ItemChange.Postponed wait, Instant now) throws SQLException {
    session.update(
        POSTPONE,
        wait.state(),
        wait.attempts(),
        wait.notBefore(),
        wait.reason(),
        now,
        wait.itemId());
    if (wait.state() == ItemState.PLANNED) {
      session.update(BLANK, wait.itemId());
    }
  }

  /** What the sidecar of that item speaks of, and what was sent for it. */
  void subject(long itemId, PartClaim file, Entry entry) throws SQLException {
    session.update(TOKEN_OF, entry.remoteId(), itemId, Part.ONLY_SLOT);
    session.update(DELETE_FURTHER_PARTS, itemId);
    session.update(INSERT_FURTHER_PART, itemId, SUBJECT_SLOT, file.path(), file.stamp());
    if (entry.content().isPresent()) {
      digest(itemId, SUBJECT_SLOT, entry.content().get());
    }
  }

  void delete(long itemId) throws SQLException {
    session.update(DELETE, itemId);
  }

  /** Deletes an item that no worker and no platform knows of. */
  boolean deleteUntouched(long itemId) throws SQLException {
    return session.update(DELETE_UNTOUCHED, itemId) > 0;
  }

  /** Deletes an item that is done, and what was listed under its name: it is not there any more. */
  void deleteDone(long itemId) throws SQLException {
    session.update(FORGET_LISTED, itemId);
    session.update(DELETE_DONE, itemId);
  }

  void deleteUnfinished(long folderId) throws SQLException {
    session.update(DELETE_WAITING, folderId);
    session.update(DELETE_LEASED, folderId);
  }
}
