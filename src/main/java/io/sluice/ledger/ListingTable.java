package io.sluice.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of what was listed at the platforms. */
final class ListingTable {
  /** Stands for the whole dataset; no virtual folder is called so, since theirs begin with '/'. */
  private static final String WHOLE = "*";

  private static final String NEXT_GENERATION =
      "UPDATE namespace SET listings = listings + 1 WHERE id = ? RETURNING listings";

  static final String IS_KNOWN =
      """
      SELECT EXISTS (SELECT 1 FROM listed_image
                       WHERE namespace_id = ?1 AND directory = ?2 AND file_name = ?3
                         AND seen_at < ?4) AS known
      """;
  private static final String PUT =
      """
      INSERT INTO listed_image (namespace_id, directory, file_name, remote_id, size, sha256,
                                generation, seen_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (namespace_id, directory, file_name) DO UPDATE SET
          remote_id = excluded.remote_id, size = excluded.size, sha256 = excluded.sha256,
          generation = max(generation, excluded.generation), seen_at = excluded.seen_at
      """;
  private static final String COMPLETE =
      """
      INSERT INTO listing (namespace_id, directory, generation, read_at, refreshed_at)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (namespace_id, directory) DO UPDATE SET
          generation = excluded.generation, read_at = excluded.read_at,
          refreshed_at = excluded.refreshed_at
      """;
  private static final String FORGET_OLD =
      "DELETE FROM listed_image WHERE namespace_id = ? AND generation < ?";
  private static final String FORGET_OLD_OF_DIRECTORY =
      "DELETE FROM listed_image WHERE namespace_id = ? AND generation < ? AND directory = ?";
  private static final String FORGET_READINGS =
      "DELETE FROM listing WHERE namespace_id = ? AND read_at < ?";
  private static final String FORGET_UNREAD =
      """
      DELETE FROM listed_image WHERE namespace_id = ?
        AND NOT EXISTS (SELECT 1 FROM listing WHERE namespace_id = ?)
      """;
  // What is being read meanwhile has lost pages by that, and so must not be completed.
  private static final String GIVE_UP_UNREAD =
      """
      UPDATE namespace SET dropped_listings = listings WHERE id = ?
        AND NOT EXISTS (SELECT 1 FROM listing WHERE namespace_id = ?)
      """;
  private static final String IS_WHOLE =
      "SELECT dropped_listings < ? AS whole FROM namespace WHERE id = ?";
  private static final String REFRESHED =
      "UPDATE listing SET refreshed_at = ? WHERE namespace_id = ? AND directory = ?";
  private static final String COVERAGE =
      """
      SELECT generation, read_at, refreshed_at FROM listing
        WHERE namespace_id = ? AND directory = ?
      """;
  private static final String FIND =
      """
      SELECT directory, file_name, remote_id, size, sha256, seen_at FROM listed_image
        WHERE namespace_id = ? AND directory = ? AND file_name = ?
      """;
  static final String PAGE =
      """
      SELECT directory, file_name, remote_id, size, sha256, seen_at FROM listed_image
        WHERE namespace_id = ? AND (directory, file_name) > (?, ?) AND generation < ?
        ORDER BY directory, file_name LIMIT ?
      """;

  private final Session session;
  private final long namespaceId;

  ListingTable(Session session, long namespaceId) {
    this.session = session;
    this.namespaceId = namespaceId;
  }

  long nextGeneration() throws SQLException {
    return session.first(row -> row.number("listings"), NEXT_GENERATION, namespaceId).orElseThrow();
  }

  int add(long generation, Collection<ListedImage> images) throws SQLException {
    int unknown = 0;
    for (ListedImage image : images) {
      boolean known =
          session
              .first(
                  row -> row.flag("known"),
                  IS_KNOWN,
                  namespaceId,
                  image.directory(),
                  image.fileName(),
                  image.seenAt())
              .orElseThrow();
      unknown += known ? 0 : 1;
      session.update(
          PUT,
          namespaceId,
          image.directory(),
          image.fileName(),
          image.remoteId(),
          image.sizeBytes(),
          image.digest(),
          generation,
          image.seenAt());
    }
    return unknown;
  }

  /** False when pages of the reading were dropped meanwhile. */
  boolean complete(Optional<String> directory, long generation, Instant begunAt)
      throws SQLException {
    boolean whole =
        session.first(row -> row.flag("whole"), IS_WHOLE, generation, namespaceId).orElseThrow();
    if (!whole) {
      return false;
    }
    session.update(COMPLETE, namespaceId, directory.orElse(WHOLE), generation, begunAt, begunAt);
    if (directory.isPresent()) {
      session.update(FORGET_OLD_OF_DIRECTORY, namespaceId, generation, directory.get());
    } else {
      session.update(FORGET_OLD, namespaceId, generation);
    }
    return true;
  }

  int refreshed(Optional<String> directory, Instant begunAt) throws SQLException {
    return session.update(REFRESHED, begunAt, namespaceId, directory.orElse(WHOLE));
  }

  int forget(Instant readBefore) throws SQLException {
    session.update(FORGET_READINGS, namespaceId, readBefore);
    session.update(GIVE_UP_UNREAD, namespaceId, namespaceId);
    return session.update(FORGET_UNREAD, namespaceId, namespaceId);
  }

  Optional<Listings.Coverage> coverage(Optional<String> directory) throws SQLException {
    return session.first(
        row ->
            new Listings.Coverage(
                row.number("generation"),
                row.optionalTime("read_at").orElseThrow(),
                row.optionalTime("refreshed_at").orElseThrow()),
        COVERAGE,
        namespaceId,
        directory.orElse(WHOLE));
  }

  Map<String, ListedImage> find(String directory, Collection<String> fileNames)
      throws SQLException {
    Map<String, ListedImage> found = new HashMap<>();
    for (String fileName : fileNames) {
      session
          .first(ListingTable::image, FIND, namespaceId, directory, fileName)
          .ifPresent(image -> found.put(fileName, image));
    }
    return found;
  }

  /** What no reading of {@code generation} or later has seen. */
  List<ListedImage> unseen(long generation, Optional<ListedImage> after, int limit)
      throws SQLException {
    String directory = after.map(ListedImage::directory).orElse("");
    String fileName = after.map(ListedImage::fileName).orElse("");
    return session.list(
        ListingTable::image, PAGE, namespaceId, directory, fileName, generation, limit);
  }

  private static ListedImage image(Row row) throws SQLException {
    return new ListedImage(
        row.text("directory"),
        row.text("file_name"),
        row.text("remote_id"),
        row.optionalNumber("size"),
        row.optionalDigest("sha256"),
        row.optionalTime("seen_at").orElseThrow());
  }
}
