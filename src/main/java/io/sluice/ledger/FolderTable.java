package io.sluice.ledger;

import io.sluice.file.RelativePath;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The rows of folders, and of the namespaces that their names live in. */
final class FolderTable {
  /**
   * A folder.
   *
   * @param encodedRoot its root, as {@link PathUri} text
   * @param scope the scope that it is bound to, or empty
   */
  record Folder(long id, String encodedRoot, String target, String scope) {
    Path root() {
      return PathUri.decode(encodedRoot);
    }

    /** Where {@code path} of this folder is on disk, as text to compare by. */
    String absolute(RelativePath path) {
      return absolute(encodedRoot, path);
    }

    static String absolute(String encodedRoot, RelativePath path) {
      return (encodedRoot.equals("/") ? "" : encodedRoot) + "/" + path.encoded();
    }
  }

  private static final String INSERT =
      """
      INSERT INTO folder (root, target, dataset) VALUES (?, ?, ?)
        ON CONFLICT (root, target, dataset) DO NOTHING
      """;
  private static final String ID =
      "SELECT id FROM folder WHERE root = ? AND target = ? AND dataset = ?";
  private static final String BY_ID = "SELECT root, target, scope FROM folder WHERE id = ?";
  private static final String BIND = "UPDATE folder SET scope = ? WHERE id = ?";
  private static final String SWEPT_AT = "SELECT swept_at FROM folder WHERE id = ?";
  private static final String SWEPT = "UPDATE folder SET swept_at = ? WHERE id = ?";
  private static final String ADD_BYTES =
      "UPDATE folder SET uploaded_bytes = uploaded_bytes + ? WHERE id = ?";
  private static final String BYTES = "SELECT uploaded_bytes FROM folder WHERE id = ?";
  private static final String INSERT_NAMESPACE =
      """
      INSERT INTO namespace (target, scope) VALUES (?, ?)
        ON CONFLICT (target, scope) DO NOTHING
      """;
  private static final String BEGUN =
      """
      SELECT count(DISTINCT b.directory || '/' || b.file_name) AS n
        FROM folder f JOIN namespace n ON n.target = f.target AND n.scope = f.scope
          JOIN begun b ON b.namespace_id = n.id
        WHERE f.id = ?
      """;
  private static final String NAMESPACE = "SELECT id FROM namespace WHERE target = ? AND scope = ?";

  private final Session session;

  FolderTable(Session session) {
    this.session = session;
  }

  long findOrMake(FolderKey key) throws SQLException {
    String root = PathUri.encode(key.root().normalize());
    session.update(INSERT, root, key.target(), key.dataset());
    return session
        .first(row -> row.number("id"), ID, root, key.target(), key.dataset())
        .orElseThrow();
  }

  Folder get(long folderId) throws SQLException {
    return session
        .first(
            row -> new Folder(folderId, row.text("root"), row.text("target"), row.text("scope")),
            BY_ID,
            folderId)
        .orElseThrow(() -> noSuch(folderId));
  }

  private static IllegalArgumentException noSuch(long folderId) {
    return new IllegalArgumentException("no such folder: " + folderId);
  }

  void bind(long folderId, String scope) throws SQLException {
    session.update(BIND, scope, folderId);
  }

  /** The row that stands for the folder's target and scope. */
  long namespace(Folder folder) throws SQLException {
    session.update(INSERT_NAMESPACE, folder.target(), folder.scope());
    return session
        .first(row -> row.number("id"), NAMESPACE, folder.target(), folder.scope())
        .orElseThrow();
  }

  Optional<Long> knownNamespace(Folder folder) throws SQLException {
    return session.first(row -> row.number("id"), NAMESPACE, folder.target(), folder.scope());
  }

  Instant sweptAt(long folderId) throws SQLException {
    return session
        .first(row -> row.optionalTime("swept_at").orElseThrow(), SWEPT_AT, folderId)
        .orElseThrow(() -> noSuch(folderId));
  }

  void swept(long folderId, Instant now) throws SQLException {
    session.update(SWEPT, now, folderId);
  }

  /** The names with uploads that were begun and have no item. */
  long begun(long folderId) throws SQLException {
    return session.first(row -> row.number("n"), BEGUN, folderId).orElseThrow();
  }

  void addUploaded(long folderId, long bytes) throws SQLException {
    session.update(ADD_BYTES, bytes, folderId);
  }

  long uploadedBytes(long folderId) throws SQLException {
    return session
        .first(row -> row.number("uploaded_bytes"), BYTES, folderId)
        .orElseThrow(() -> noSuch(folderId));
  }
}
