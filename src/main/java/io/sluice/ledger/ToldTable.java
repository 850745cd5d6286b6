package io.sluice.ledger;

import io.sluice.annotation.DetailsJson;
import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import io.sluice.file.StampedFile;
import io.sluice.item.InputKind;
import io.sluice.item.Item;
import io.sluice.item.Part;
import io.sluice.item.Source;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was told of items that are no files of their folder. */
final class ToldTable {
  private static final String FILE = "FILE";
  private static final String TEXT = "TEXT";
  private static final String URL = "URL ";

  private static final String PUT =
      """
      INSERT INTO told (folder_id, path, kind, content, details) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (folder_id, path) DO UPDATE SET
          kind = excluded.kind, content = excluded.content, details = excluded.details
      """;
  static final String FIND =
      """
      SELECT t.kind, t.content, t.details, s.size, s.mtime_s, s.mtime_n, s.ctime_s, s.ctime_n
        FROM told t JOIN sighting s ON s.folder_id = t.folder_id AND s.path = t.path
        WHERE t.folder_id = ? AND t.path = ?
      """;
  static final String OF_ITEM =
      """
      SELECT t.kind, t.content, t.details, p.size, p.mtime_s, p.mtime_n, p.ctime_s, p.ctime_n
        FROM item i
        JOIN told t ON t.folder_id = i.folder_id AND t.path = i.path
        JOIN part p ON p.item_id = i.id AND p.slot = '0'
        WHERE i.id = ?
      """;

  private final Session session;

  ToldTable(Session session) {
    this.session = session;
  }

  /** Whether the bytes of such an item are kept here, and come into memory with it. */
  static boolean isKept(String kind) {
    return kind.equals(TEXT);
  }

  void put(long folderId, FileChange.Told told) throws SQLException {
    Source source = told.item().source();
    String details = DetailsJson.write(told.item().details());
    session.update(PUT, folderId, told.path(), kind(source), content(source), details);
  }

  Map<RelativePath, ToldItem> find(long folderId, Collection<RelativePath> paths)
      throws SQLException {
    Map<RelativePath, ToldItem> found = new HashMap<>();
    for (RelativePath path : paths) {
      session.first(ToldTable::item, FIND, folderId, path).ifPresent(one -> found.put(path, one));
    }
    return found;
  }

  /** The item with what was told of it in the place of a file of the folder. */
  Item completed(Item item) throws SQLException {
    ToldItem told = session.first(ToldTable::item, OF_ITEM, item.id()).orElseThrow();
    Part part = item.parts().get(0);
    Source source = told.source();
    if (source instanceof Source.LocalFile file) {
      source = new Source.LocalFile(file.file(), part.source().knownDigest());
    }
    return item.withParts(List.of(new Part(part.slot(), source, part.token())))
        .withOptions(item.options().detailed(told.details()));
  }

  private static String kind(Source source) {
    if (source instanceof Source.Url url) {
      return URL + url.kind();
    }
    return source instanceof Source.Text ? TEXT : FILE;
  }

  private static String content(Source source) {
    if (source instanceof Source.Url url) {
      return url.address();
    }
    return source instanceof Source.Text text
        ? text.content()
        : PathUri.encode(((Source.LocalFile) source).file().path());
  }

  private static ToldItem item(Row row) throws SQLException {
    return new ToldItem(
        source(row.text("kind"), row.text("content"), row.stamp()),
        DetailsJson.read(row.text("details")));
  }

  private static Source source(String kind, String content, FileStamp stamp) {
    if (kind.startsWith(URL)) {
      return new Source.Url(content, InputKind.valueOf(kind.substring(URL.length())));
    }
    return kind.equals(TEXT)
        ? new Source.Text(content)
        : new Source.LocalFile(new StampedFile(PathUri.decode(content), stamp), Optional.empty());
  }
}
