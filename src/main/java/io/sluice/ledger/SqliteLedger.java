package io.sluice.ledger;

import io.sluice.file.ContentDigest;
import io.sluice.file.RelativePath;
import io.sluice.item.Item;
import io.sluice.ledger.FolderTable.Folder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A {@link Ledger} in one SQLite file. The file must be on a local disk and have one process at a
 * time; who opens it makes sure of that.
 */
public final class SqliteLedger implements Ledger {
  private static final int MOST_ENTRIES = 10_000;
  private static final int MOST_ITEMS = 1_000;

  private final SqliteConnections connections;
  private final LedgerCalls calls;

  private SqliteLedger(SqliteConnections connections, LedgerCalls calls) {
    this.connections = connections;
    this.calls = calls;
  }

  /**
   * Opens a ledger, made readable for its owner alone when it is new, and ends all leases. What was
   * put off by a clock that has been set back since counts as due; claimants that wait for an owner
   * are ready again, since its folder may be worked on no more.
   *
   * @param now the time; none that is given to the ledger later may be before it
   * @throws LedgerException when it cannot be opened and written, or is of a newer version
   */
  public static SqliteLedger open(Path databaseFile, Instant now) {
    return open(databaseFile, now, LedgerPatience.none(), () -> () -> {});
  }

  /**
   * As {@link #open(Path, Instant)}, with calls that wait as {@code patience} says while the disk
   * is full or at fault. Opening itself never waits.
   *
   * @param lastAct asked, by the thread that wants to write, for what is run within the transaction
   *     when its rows are written; may not come back, but must not throw: for tests of what a crash
   *     leaves behind
   */
  public static SqliteLedger open(
      Path databaseFile, Instant now, LedgerPatience patience, Supplier<Runnable> lastAct) {
    SqliteConnections connections =
        SqliteConnections.open(
            databaseFile.toAbsolutePath(),
            session -> {
              new ItemQueue(session).endLeases();
              new RivalTable(session).releaseWaiting();
              new TimesAhead(session).bringBack(now);
            },
            lastAct);
    return new SqliteLedger(connections, new LedgerCalls(connections, patience));
  }

  /**
   * Copies a ledger to a new file without opening it: beside the process that has it, and without
   * ending that one's leases.
   *
   * @throws LedgerException when it cannot be read, or the copy not be written
   */
  public static void copy(Path original, Path newFile) {
    try {
      LedgerCopy.ofFile(original.toAbsolutePath(), newFile.toAbsolutePath());
    } catch (SQLException | IOException e) {
      throw new LedgerException("the ledger " + original + " cannot be copied: " + e, e);
    }
  }

  @Override
  public long openFolder(FolderKey key) {
    return calls.write(session -> new FolderTable(session).findOrMake(key));
  }

  @Override
  public void bindScope(long folderId, String scope, Instant now) {
    if (scope.isEmpty()) {
      throw new IllegalArgumentException("a scope must be given: folder " + folderId);
    }
    calls.writing(session -> bindScope(session, folderId, scope, now));
  }

  private static void bindScope(Session session, long folderId, String scope, Instant now)
      throws SQLException {
    FolderTable folders = new FolderTable(session);
    Folder folder = folders.get(folderId);
    if (folder.scope().equals(scope)) {
      return;
    }
    folders.bind(folderId, scope);
    if (!folder.scope().isEmpty()) {
      new ItemTable(session).deleteUnfinished(folderId);
      new RivalTable(session).releaseFolder(folderId, now);
      new SightingTable(session).startAnew(folderId, now);
      new FormerTable(session).forgetFolder(folderId);
    }
  }

  @Override
  public Optional<String> scope(long folderId) {
    String scope = calls.read(session -> new FolderTable(session).get(folderId).scope());
    return Optional.of(scope).filter(text -> !text.isEmpty());
  }

  @Override
  public Map<RelativePath, FileEntry> files(long folderId, Collection<RelativePath> paths) {
    return calls.read(session -> new SightingQuery(session).files(folderId, paths));
  }

  @Override
  public Map<RelativePath, ToldItem> told(long folderId, Collection<RelativePath> paths) {
    return calls.read(session -> new ToldTable(session).find(folderId, paths));
  }

  @Override
  public Set<ContentDigest> uploadedContents(long folderId, RelativePath path) {
    return calls.read(session -> new FormerTable(session).contents(folderId, path));
  }

  @Override
  public List<FileEntry> filesIn(
      long folderId, Set<EntryState> states, Optional<RelativePath> after, int limit) {
    checkLimit(limit, MOST_ENTRIES);
    String last = after.map(RelativePath::encoded).orElse("");
    return calls.read(session -> new SightingQuery(session).page(folderId, states, last, limit));
  }

  @Override
  public List<FileEntry> due(long folderId, Instant now, int limit) {
    checkLimit(limit, MOST_ENTRIES);
    return calls.read(session -> new SightingQuery(session).due(folderId, now, limit));
  }

  @Override
  public void record(long folderId, List<FileChange> changes, Instant now) {
    calls.writing(session -> new Recording(session).record(folderId, changes, now));
  }

  @Override
  public List<ClaimAnswer> plan(long folderId, List<NameClaim> claims, Instant now) {
    return calls.write(session -> new Planning(session).plan(folderId, claims, now));
  }

  @Override
  public List<FileEntry> ready(long folderId, int limit) {
    checkLimit(limit, MOST_ENTRIES);
    return calls.read(session -> new SightingQuery(session).ready(folderId, limit));
  }

  @Override
  public List<Item> claim(long folderId, Lane lane, int limit, long maxBytes, Instant now) {
    checkLimit(limit, MOST_ITEMS);
    List<Item> leased = new ArrayList<>();
    return calls.write(
        session -> {
          Folder folder = new FolderTable(session).get(folderId);
          ItemQueue queue = new ItemQueue(session);
          // A try that failed in its commit may have leased these, and told nobody.
          queue.endLeases(leased);
          leased.clear();
          leased.addAll(queue.claim(folder, lane, limit, maxBytes, now));
          return List.copyOf(leased);
        });
  }

  @Override
  public int claimable(long folderId, Lane lane, int most, Instant now) {
    return calls.read(session -> new ItemQueue(session).count(folderId, lane, most, now));
  }

  @Override
  public Optional<Instant> nextClaimAt(long folderId, Lane lane) {
    return calls.read(session -> new ItemQueue(session).nextClaimAt(folderId, lane));
  }

  @Override
  public Listings listings(long folderId, String scope) {
    return new SqliteListings(calls, folderId, scope);
  }

  @Override
  public Set<Long> advance(List<ItemChange> changes, Instant now) {
    return calls.write(session -> new ItemSteps(session).advance(changes, now));
  }

  @Override
  public Instant sweptAt(long folderId) {
    return calls.read(session -> new FolderTable(session).sweptAt(folderId));
  }

  @Override
  public void swept(long folderId, Instant now) {
    calls.writing(session -> new FolderTable(session).swept(folderId, now));
  }

  @Override
  public List<KnownFile> known(long folderId, Optional<RelativePath> after, int limit) {
    checkLimit(limit, MOST_ENTRIES);
    return calls.read(session -> new Forgetting(session).known(folderId, after, limit));
  }

  @Override
  public int forget(long folderId, Instant goneBefore, int limit, Instant now) {
    checkLimit(limit, MOST_ENTRIES);
    return calls.write(session -> new Forgetting(session).forget(folderId, goneBefore, limit, now));
  }

  @Override
  public int forgetUnbound(Instant unboundBefore, int limit, Instant now) {
    checkLimit(limit, MOST_ENTRIES);
    return calls.write(session -> new UnboundScopes(session).forget(unboundBefore, limit, now));
  }

  @Override
  public FolderCounts counts(long folderId) {
    return calls.read(
        session -> {
          long bytes = new FolderTable(session).uploadedBytes(folderId);
          return new SightingQuery(session).counts(folderId, bytes);
        });
  }

  @Override
  public long begun(long folderId) {
    return calls.read(session -> new FolderTable(session).begun(folderId));
  }

  @Override
  public Ledger impatient() {
    return new SqliteLedger(connections, calls.impatient());
  }

  @Override
  public void copyTo(Path newFile) {
    connections.copyTo(newFile.toAbsolutePath());
  }

  @Override
  public void close() {
    connections.close();
  }

  private static void checkLimit(int limit, int most) {
    if (limit < 1 || limit > most) {
      throw new IllegalArgumentException("a limit must be 1 to " + most + ": " + limit);
    }
  }
}
