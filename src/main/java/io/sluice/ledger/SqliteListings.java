package io.sluice.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** {@link Listings} in the ledger's own file. */
final class SqliteListings implements Listings {
  private static final int MOST_IMAGES = 10_000;

  private final LedgerCalls calls;
  private final long folderId;
  private final String scope;

  /**
   * @param scope the dataset that it is about
   */
  SqliteListings(LedgerCalls calls, long folderId, String scope) {
    this.calls = calls;
    this.folderId = folderId;
    this.scope = scope;
  }

  /** What is done with the rows of the dataset. */
  private interface Work<T> {
    T on(ListingTable rows) throws SQLException;
  }

  @Override
  public OptionalLong begin() {
    return write(rows -> OptionalLong.of(rows.nextGeneration()), OptionalLong.empty());
  }

  @Override
  public OptionalInt add(long generation, Collection<ListedImage> images) {
    return write(rows -> OptionalInt.of(rows.add(generation, images)), OptionalInt.empty());
  }

  @Override
  public boolean complete(Optional<String> directory, long generation, Instant begunAt) {
    return write(rows -> rows.complete(directory, generation, begunAt), false);
  }

  @Override
  public void refreshed(Optional<String> directory, Instant begunAt) {
    write(rows -> rows.refreshed(directory, begunAt), 0);
  }

  @Override
  public Optional<Coverage> coverage(Optional<String> directory) {
    return read(rows -> rows.coverage(directory), Optional.empty(), Optional.empty());
  }

  @Override
  public Optional<Map<String, ListedImage>> find(String directory, Collection<String> fileNames) {
    return read(
        rows -> Optional.of(rows.find(directory, fileNames)),
        Optional.of(Map.of()),
        Optional.empty());
  }

  @Override
  public List<ListedImage> page(Optional<ListedImage> after, int limit) {
    return unseen(Long.MAX_VALUE, after, limit);
  }

  @Override
  public List<ListedImage> unseen(long generation, Optional<ListedImage> after, int limit) {
    if (limit < 1 || limit > MOST_IMAGES) {
      throw new IllegalArgumentException("a limit must be 1 to " + MOST_IMAGES + ": " + limit);
    }
    return read(rows -> rows.unseen(generation, after, limit), List.of(), List.of());
  }

  @Override
  public void forget(Instant readBefore) {
    write(rows -> rows.forget(readBefore), 0);
  }

  private <T> T write(Work<T> work, T ifBoundElsewhere) {
    return calls.write(
        session -> {
          FolderTable folders = new FolderTable(session);
          FolderTable.Folder folder = folders.get(folderId);
          return folder.scope().equals(scope)
              ? work.on(new ListingTable(session, folders.namespace(folder)))
              : ifBoundElsewhere;
        });
  }

  /** Without making the namespace's row, which a reader cannot. */
  private <T> T read(Work<T> work, T ifNothingIsKept, T ifBoundElsewhere) {
    return calls.read(
        session -> {
          FolderTable folders = new FolderTable(session);
          FolderTable.Folder folder = folders.get(folderId);
          if (!folder.scope().equals(scope)) {
            return ifBoundElsewhere;
          }
          Optional<Long> namespaceId = folders.knownNamespace(folder);
          return namespaceId.isPresent()
              ? work.on(new ListingTable(session, namespaceId.get()))
              : ifNothingIsKept;
        });
  }
}
