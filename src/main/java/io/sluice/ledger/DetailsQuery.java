package io.sluice.ledger;

import io.sluice.file.RelativePath;
import io.sluice.file.ZipMeasure;
import io.sluice.item.ItemLayout;
import io.sluice.item.ItemState;
import io.sluice.item.RemoteName;
import io.sluice.item.Source;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reading everything that is known of files, for people. */
final class DetailsQuery {
  private static final String COLUMNS =
      """
      SELECT s.path, s.size, s.mtime_s, s.mtime_n, s.ctime_s, s.ctime_n,
             s.state, s.reason, s.lane, s.item_id, s.retry_at, s.waiting_since, s.gone,
             s.renamed_for,
             iif(i.state = 'UPLOADED', p.sha256, NULL) AS sha256,
             n.scope, i.directory, i.file_name, i.remote_file_name, i.remote_id,
             i.state AS item_state, i.turn, i.attempts, i.next_attempt_at,
             i.reason AS item_reason, i.status, i.updated_at, i.layout,
             (SELECT sum(size) FROM part
                WHERE item_id = i.id AND (slot = '0' OR i.layout <> 'SIDECAR')) AS item_size
        FROM sighting s""";
  private static final String JOINS =
      """

        LEFT JOIN item i ON i.id = s.item_id
        LEFT JOIN namespace n ON n.id = i.namespace_id
        LEFT JOIN part p ON p.item_id = i.id AND p.slot = coalesce(
            (SELECT slot FROM part WHERE item_id = i.id AND path = s.path), '0')
      """;
  static final String ONE = COLUMNS + JOINS + "WHERE s.folder_id = ? AND s.path = ?";
  static final String PAGE_OF_ALL =
      COLUMNS
          + JOINS
          + "WHERE s.folder_id = ? AND s.path > ? AND s.path < ? ORDER BY s.path LIMIT ?";
  static final String PAGE_OF_STATE =
      COLUMNS
          + " INDEXED BY sighting_state"
          + JOINS
          + """
          WHERE s.folder_id = ? AND s.state = ? AND s.path > ? AND s.path < ?
            ORDER BY s.path LIMIT ?
          """;
  static final String OWNED =
      """
      SELECT EXISTS (SELECT 1 FROM item
                       WHERE namespace_id = ? AND directory = ? AND file_name = ?
                         AND state IN ('UPLOADED', 'SKIPPED')) AS owned
      """;
  private static final String NAMESPACE = "SELECT id FROM namespace WHERE target = ? AND scope = ?";
  private static final String FOLDERS =
      "SELECT id, root, target, dataset, scope FROM folder ORDER BY root, dataset, id";

  private static final String FILES =
      """
      SELECT iif(p.path = '', i.path, p.path) AS path, p.size
        FROM part p JOIN item i ON i.id = p.item_id WHERE i.id = ?
      """;

  private final Session session;
  private final Map<Long, Long> zipped = new HashMap<>();

  /** For one question: what it learns of zips is kept. */
  DetailsQuery(Session session) {
    this.session = session;
  }

  List<KnownFolder> folders() throws SQLException {
    return session.list(
        row ->
            new KnownFolder(
                row.number("id"),
                new FolderKey(
                    PathUri.decode(row.text("root")), row.text("target"), row.text("dataset")),
                row.text("scope")),
        FOLDERS);
  }

  Optional<FileDetails> file(long folderId, RelativePath path) throws SQLException {
    return session.first(this::details, ONE, folderId, path);
  }

  List<RemoteName> formerNames(long folderId, RelativePath path) throws SQLException {
    return new FormerTable(session).names(folderId, path);
  }

  /** Few states are found through their index; most of them together are nearly all rows. */
  List<FileDetails> page(long folderId, Set<EntryState> states, PathRange range, int limit)
      throws SQLException {
    if (states.containsAll(EnumSet.allOf(EntryState.class))) {
      return session.list(
          this::details, PAGE_OF_ALL, folderId, range.after(), range.before(), limit);
    }
    List<FileDetails> found = new ArrayList<>();
    for (EntryState state : states) {
      found.addAll(
          session.list(
              this::details, PAGE_OF_STATE, folderId, state, range.after(), range.before(), limit));
    }
    return found.stream()
        .sorted(Comparator.comparing(details -> details.file().path()))
        .limit(limit)
        .toList();
  }

  Optional<Long> namespace(String target, String scope) throws SQLException {
    return session.first(row -> row.number("id"), NAMESPACE, target, scope);
  }

  boolean isOwned(long namespaceId, String directory, String fileName) throws SQLException {
    return session
        .first(row -> row.flag("owned"), OWNED, namespaceId, directory, fileName)
        .orElseThrow();
  }

  private FileDetails details(Row row) throws SQLException {
    FileEntry entry = SightingQuery.entry(row);
    boolean hasItem = row.text("item_state") != null;
    return new FileDetails(
        entry,
        row.optionalTime("waiting_since").orElseThrow(),
        row.flag("gone"),
        hasItem ? Optional.of(item(row)) : Optional.empty());
  }

  private ItemDetails item(Row row) throws SQLException {
    String turn = row.text("turn");
    boolean mayWait = turn.equals("WAITING") && row.number("next_attempt_at") > 0;
    return new ItemDetails(
        new RemoteName(row.text("scope"), row.text("directory"), row.text("file_name")),
        row.text("remote_file_name"),
        row.text("remote_id"),
        row.word(ItemState.class, "item_state"),
        turn.equals("LEASED"),
        row.word(ItemLayout.class, "layout") == ItemLayout.SERIES
            ? zipBytes(row.number("item_id"))
            : row.number("item_size"),
        (int) row.number("attempts"),
        mayWait ? row.optionalTime("next_attempt_at") : Optional.empty(),
        row.text("item_reason"),
        (int) row.number("status"),
        row.optionalTime("updated_at").orElseThrow());
  }

  /** What the files of a volume are together; its slices ask for it one after the other. */
  private long zipBytes(long itemId) throws SQLException {
    Long known = zipped.get(itemId);
    if (known != null) {
      return known;
    }
    ZipMeasure measure = ZipMeasure.EMPTY;
    for (Map.Entry<RelativePath, Long> file :
        session.list(row -> Map.entry(row.path("path"), row.number("size")), FILES, itemId)) {
      measure = measure.plus(Source.StoredZip.entryName(file.getKey()), file.getValue());
    }
    zipped.put(itemId, measure.bytes());
    return measure.bytes();
  }
}
