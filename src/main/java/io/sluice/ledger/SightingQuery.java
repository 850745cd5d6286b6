package io.sluice.ledger;

import io.sluice.file.RelativePath;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reading the rows of files that were seen. */
final class SightingQuery {
  private static final String COLUMNS =
      """
      SELECT s.path, s.size, s.mtime_s, s.mtime_n, s.ctime_s, s.ctime_n,
             s.state, s.reason, s.lane, s.item_id, s.retry_at, s.renamed_for,
             coalesce(p.sha256, (
               SELECT fp.sha256
                 FROM former f
                 JOIN item fi ON fi.id = f.item_id AND fi.state = 'UPLOADED'
                 JOIN part fp ON fp.item_id = fi.id AND fp.slot = '0'
                 WHERE f.folder_id = s.folder_id AND f.path = s.path
                 ORDER BY f.item_id DESC LIMIT 1)) AS sha256
        FROM sighting s""";
  private static final String DIGEST =
      """

        LEFT JOIN item i ON i.id = s.item_id AND i.state = 'UPLOADED'
        LEFT JOIN part p ON p.item_id = i.id AND p.slot = coalesce(
            (SELECT slot FROM part WHERE item_id = i.id AND path = s.path), '0')
      """;
  static final String ONE = COLUMNS + DIGEST + "WHERE s.folder_id = ? AND s.path = ?";

  // Left to itself SQLite walks all files from the path on, in search of a state that few have.
  static final String PAGE =
      COLUMNS
          + " INDEXED BY sighting_state"
          + DIGEST
          + "WHERE s.folder_id = ? AND s.state = ? AND s.path > ? ORDER BY s.path LIMIT ?";
  static final String READY_LIVE =
      COLUMNS
          + " INDEXED BY sighting_live"
          + DIGEST
          + "WHERE s.folder_id = ? AND s.state = 'READY' AND s.lane = 'LIVE' ORDER BY s.path LIMIT ?";
  static final String DUE =
      COLUMNS
          + " INDEXED BY sighting_due"
          + DIGEST
          + """
          WHERE s.folder_id = ? AND s.state = 'FAILED' AND s.retry_at <= ?
            ORDER BY s.retry_at, s.path LIMIT ?
          """;
  static final String COUNT = "SELECT state, files FROM tally WHERE folder_id = ? AND files > 0";
  static final String OLDEST =
      """
      SELECT min(waiting_since) AS oldest FROM sighting INDEXED BY sighting_waiting
        WHERE folder_id = ? AND state IN ('SETTLING', 'READY', 'QUEUED')
      """;

  static final String PROCESSING =
      """
      SELECT count(*) AS n FROM item INDEXED BY item_processing
        WHERE folder_id = ? AND state = 'COMMITTED'
      """;

  /** Files of one state. */
  private record StateCount(EntryState state, long files) {}

  private final Session session;

  SightingQuery(Session session) {
    this.session = session;
  }

  Map<RelativePath, FileEntry> files(long folderId, Collection<RelativePath> paths)
      throws SQLException {
    Map<RelativePath, FileEntry> found = new HashMap<>();
    for (RelativePath path : paths) {
      session
          .first(SightingQuery::entry, ONE, folderId, path)
          .ifPresent(entry -> found.put(path, entry));
    }
    return found;
  }

  /** Each state is a range of the index, so a rare state among a million files is found at once. */
  List<FileEntry> page(long folderId, Set<EntryState> states, String after, int limit)
      throws SQLException {
    List<FileEntry> found = new ArrayList<>();
    for (EntryState state : states) {
      found.addAll(session.list(SightingQuery::entry, PAGE, folderId, state, after, limit));
    }
    return found.stream().sorted(Comparator.comparing(FileEntry::path)).limit(limit).toList();
  }

  /** Without an order of its own the rest is taken as the index of states has it. */
  List<FileEntry> ready(long folderId, int limit) throws SQLException {
    List<FileEntry> found =
        new ArrayList<>(session.list(SightingQuery::entry, READY_LIVE, folderId, limit));
    if (found.size() < limit) {
      session.list(SightingQuery::entry, PAGE, folderId, EntryState.READY, "", limit).stream()
          .filter(entry -> entry.lane() != Lane.LIVE)
          .limit(limit - (long) found.size())
          .forEach(found::add);
    }
    return found;
  }

  List<FileEntry> due(long folderId, Instant now, int limit) throws SQLException {
    return session.list(SightingQuery::entry, DUE, folderId, now, limit);
  }

  FolderCounts counts(long folderId, long bytesUploaded) throws SQLException {
    Map<EntryState, Long> files = new EnumMap<>(EntryState.class);
    session
        .list(SightingQuery::count, COUNT, folderId)
        .forEach(count -> files.put(count.state(), count.files()));
    Optional<Instant> oldest =
        session.first(row -> row.optionalTime("oldest"), OLDEST, folderId).orElseThrow();
    long processing = session.first(row -> row.number("n"), PROCESSING, folderId).orElseThrow();
    return new FolderCounts(files, bytesUploaded, oldest, processing);
  }

  private static StateCount count(Row row) throws SQLException {
    return new StateCount(row.word(EntryState.class, "state"), row.number("files"));
  }

  static FileEntry entry(Row row) throws SQLException {
    return new FileEntry(
        row.path("path"),
        row.stamp(),
        row.word(EntryState.class, "state"),
        row.text("reason"),
        row.word(Lane.class, "lane"),
        row.optionalNumber("item_id"),
        row.optionalDigest("sha256"),
        row.optionalTime("retry_at"),
        row.optionalDigest("renamed_for"));
  }
}
