package io.sluice.ledger;

import io.sluice.file.RelativePath;
import io.sluice.item.RemoteName;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sqlite.SQLiteConfig;

/**
 * A ledger as it is at this moment, read beside the process that has it: takes no lock that others
 * wait for, ends no lease and changes nothing. Each call sees one state of the file; two calls may
 * see two.
 *
 * <p>Not thread-safe: one thread uses it.
 */
public final class LedgerView implements AutoCloseable {
  private static final int BUSY_TIMEOUT_MILLIS = 5_000;
  private static final int CACHE_KIB = 16_384;
  private static final int MOST_ENTRIES = 10_000;

  private final LedgerErrors errors;
  private final Session session;

  private LedgerView(LedgerErrors errors, Session session) {
    this.errors = errors;
    this.session = session;
  }

  /**
   * Opens the ledger in {@code databaseFile}.
   *
   * @throws LedgerException when it cannot be read, or is of another version
   */
  public static LedgerView open(Path databaseFile) {
    Path file = databaseFile.toAbsolutePath();
    LedgerErrors errors = new LedgerErrors(file);
    try {
      Session session = new Session(connect(file));
      boolean usable = false;
      try {
        Schema.requireCurrent(session, errors);
        usable = true;
        return new LedgerView(errors, session);
      } finally {
        if (!usable) {
          session.close();
        }
      }
    } catch (SQLException e) {
      throw errors.of(e);
    }
  }

  private static Connection connect(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    config.setCacheSize(-CACHE_KIB);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    return config.createConnection("jdbc:sqlite:file:" + PathUri.encode(file) + "?mode=ro");
  }

  /** All folders that it has rows of, in the order of their paths. */
  public List<KnownFolder> folders() {
    return read(DetailsQuery::folders);
  }

  /** The folder of {@code key}; empty when it was never opened. */
  public Optional<KnownFolder> folder(FolderKey key) {
    String root = PathUri.encode(key.root().normalize());
    return folders().stream()
        .filter(known -> PathUri.encode(known.key().root()).equals(root))
        .filter(known -> known.key().target().equals(key.target()))
        .filter(known -> known.key().dataset().equals(key.dataset()))
        .findFirst();
  }

  /** What is known of one file. */
  public Optional<FileDetails> file(long folderId, RelativePath path) {
    return read(query -> query.file(folderId, path));
  }

  /**
   * The names of what was uploaded of a file before it changed and was uploaded under another one,
   * oldest first.
   */
  public List<RemoteName> formerNames(long folderId, RelativePath path) {
    return read(query -> query.formerNames(folderId, path));
  }

  /** What is known of some files; unknown ones are missing from the answer. */
  public Map<RelativePath, FileEntry> files(long folderId, List<RelativePath> paths) {
    try {
      return new SightingQuery(session).files(folderId, paths);
    } catch (SQLException e) {
      throw errors.of(e);
    }
  }

  /**
   * A page of a folder's files in some states, in path order.
   *
   * @param range which paths; {@link PathRange#following} the last one gives the next page
   * @param limit most files, 1 to 10,000
   */
  public List<FileDetails> page(long folderId, Set<EntryState> states, PathRange range, int limit) {
    if (limit < 1 || limit > MOST_ENTRIES) {
      throw new IllegalArgumentException("a limit must be 1 to " + MOST_ENTRIES + ": " + limit);
    }
    return read(query -> query.page(folderId, states, range, limit));
  }

  /** Counts of a folder's files. */
  public FolderCounts counts(long folderId) {
    try {
      long bytes = new FolderTable(session).uploadedBytes(folderId);
      return new SightingQuery(session).counts(folderId, bytes);
    } catch (SQLException e) {
      throw errors.of(e);
    }
  }

  /**
   * Which of some listed images are there because of files of ours: uploaded, or found there under
   * the name of one. Of any folder, and whether the file is still there or not.
   *
   * @param target the target's identity
   * @param scope the dataset's id
   */
  public Set<ListedImage> owned(String target, String scope, List<ListedImage> images) {
    return read(
        query -> {
          Set<ListedImage> owned = new HashSet<>();
          Optional<Long> namespace = query.namespace(target, scope);
          for (ListedImage image : images) {
            if (namespace.isPresent()
                && query.isOwned(namespace.get(), image.directory(), image.fileName())) {
              owned.add(image);
            }
          }
          return owned;
        });
  }

  /** Something to be read. */
  private interface Question<T> {
    T ask(DetailsQuery query) throws SQLException;
  }

  private <T> T read(Question<T> question) {
    try {
      return question.ask(new DetailsQuery(session));
    } catch (SQLException e) {
      throw errors.of(e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (SQLException e) {
      throw errors.of(e);
    }
  }
}
