package io.sluice.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Looks after the rows of namespaces that no folder is bound to any more. */
final class UnboundScopes {
  private static final String IS_BOUND =
      """
      EXISTS (SELECT 1 FROM folder f WHERE f.target = namespace.target AND f.scope = namespace.scope)
      """;
  private static final String NOTE_BOUND =
      "UPDATE namespace SET unbound_since = NULL WHERE unbound_since IS NOT NULL AND " + IS_BOUND;
  private static final String NOTE_UNBOUND =
      "UPDATE namespace SET unbound_since = ? WHERE unbound_since IS NULL AND NOT " + IS_BOUND;
  private static final String UNBOUND =
      "SELECT id, unbound_since FROM namespace WHERE unbound_since IS NOT NULL ORDER BY id";
  // Should a folder be bound to it again: what is being read of it has lost pages by this.
  private static final String GIVE_UP =
      "UPDATE namespace SET dropped_listings = listings WHERE id = ?";
  private static final String FORGET_READINGS = "DELETE FROM listing WHERE namespace_id = ?";
  static final String FORGET_LISTED =
      """
      DELETE FROM listed_image WHERE namespace_id = ?1 AND (directory, file_name) IN (
        SELECT directory, file_name FROM listed_image WHERE namespace_id = ?1 LIMIT ?2)
      """;
  static final String FORGET_ITEMS =
      """
      DELETE FROM item WHERE id IN (
        SELECT id FROM item WHERE namespace_id = ? AND turn = 'DONE' LIMIT ?)
      """;

  private static final String FORGET_BEGUN = "DELETE FROM begun WHERE namespace_id = ?";

  /** A namespace that no folder is bound to. */
  private record Unbound(long id, Optional<Instant> since) {}

  private final Session session;

  UnboundScopes(Session session) {
    this.session = session;
  }

  int forget(Instant unboundBefore, int limit, Instant now) throws SQLException {
    session.update(NOTE_BOUND);
    session.update(NOTE_UNBOUND, now);
    List<Unbound> all =
        session.list(
            row -> new Unbound(row.number("id"), row.optionalTime("unbound_since")), UNBOUND);
    int forgotten = 0;
    for (Unbound one : all) {
      session.update(GIVE_UP, one.id());
      session.update(FORGET_READINGS, one.id());
      forgotten += session.update(FORGET_LISTED, one.id(), limit - forgotten);
      if (one.since().filter(unboundBefore::isAfter).isPresent()) {
        session.update(FORGET_BEGUN, one.id());
        forgotten += session.update(FORGET_ITEMS, one.id(), limit - forgotten);
      }
    }
    return forgotten;
  }
}
