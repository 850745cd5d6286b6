package io.sluice.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link Listings} in the ledger's own file. */
final class SqliteListings implements Listings {
  private static final int MOST_IMAGES = 10_000;

  private final SqliteConnections connections;

  SqliteListings(SqliteConnections connections) {
    this.connections = connections;
  }

  @Override
  public long begin(long folderId) {
    return connections.write(session -> table(session, folderId).nextGeneration());
  }

  @Override
  public int add(long folderId, long generation, Collection<ListedImage> images) {
    return connections.write(session -> table(session, folderId).add(generation, images));
  }

  @Override
  public void complete(
      long folderId, Optional<String> directory, long generation, Instant begunAt) {
    connections.writing(
        session -> table(session, folderId).complete(directory, generation, begunAt));
  }

  @Override
  public void refreshed(long folderId, Optional<String> directory, Instant begunAt) {
    connections.writing(session -> table(session, folderId).refreshed(directory, begunAt));
  }

  @Override
  public Optional<Coverage> coverage(long folderId, Optional<String> directory) {
    return connections.read(
        session -> {
          Optional<ListingTable> table = known(session, folderId);
          return table.isEmpty() ? Optional.empty() : table.get().coverage(directory);
        });
  }

  @Override
  public Map<String, ListedImage> find(
      long folderId, String directory, Collection<String> fileNames) {
    return connections.read(
        session -> {
          Optional<ListingTable> table = known(session, folderId);
          return table.isEmpty() ? Map.of() : table.get().find(directory, fileNames);
        });
  }

  @Override
  public List<ListedImage> page(long folderId, Optional<ListedImage> after, int limit) {
    return unseen(folderId, Long.MAX_VALUE, after, limit);
  }

  @Override
  public List<ListedImage> unseen(
      long folderId, long generation, Optional<ListedImage> after, int limit) {
    if (limit < 1 || limit > MOST_IMAGES) {
      throw new IllegalArgumentException("a limit must be 1 to " + MOST_IMAGES + ": " + limit);
    }
    return connections.read(
        session -> {
          Optional<ListingTable> table = known(session, folderId);
          return table.isEmpty() ? List.of() : table.get().unseen(generation, after, limit);
        });
  }

  @Override
  public void forget(long folderId, Instant readBefore) {
    connections.writing(session -> table(session, folderId).forget(readBefore));
  }

  private static ListingTable table(Session session, long folderId) throws SQLException {
    FolderTable folders = new FolderTable(session);
    return new ListingTable(session, folders.namespace(bound(folders, folderId)));
  }

  /** Without making the namespace's row, which a reader cannot. */
  private static Optional<ListingTable> known(Session session, long folderId) throws SQLException {
    FolderTable folders = new FolderTable(session);
    return folders
        .knownNamespace(bound(folders, folderId))
        .map(namespaceId -> new ListingTable(session, namespaceId));
  }

  private static FolderTable.Folder bound(FolderTable folders, long folderId) throws SQLException {
    FolderTable.Folder folder = folders.get(folderId);
    if (folder.scope().isEmpty()) {
      throw new IllegalArgumentException("the folder was never bound to a scope: " + folderId);
    }
    return folder;
  }
}
