package io.sluice.ledger;

import java.sql.SQLException;

/**
 * The tokens of uploads that were begun under a name and neither completed nor lost, kept while the
 * name has no item. A name that is held at its platform can be used again only with them. They are
 * kept by slot, whichever files had the slots; whether they fit those of the next item its target
 * tells.
 */
final class BegunTable {
  private static final String KEEP =
      """
      INSERT INTO begun (namespace_id, directory, file_name, slot, token)
        SELECT i.namespace_id, i.directory, i.file_name, p.slot, p.token
          FROM item i JOIN part p ON p.item_id = i.id
          WHERE i.id = ? AND p.token <> '' AND i.state IN ('PLANNED', 'RESERVED', 'SENT', 'FAILED')
        ON CONFLICT (namespace_id, directory, file_name, slot) DO UPDATE SET token = excluded.token
      """;
  private static final String TAKE =
      """
      UPDATE part SET token = coalesce((
          SELECT b.token FROM begun b JOIN item i ON i.id = part.item_id
            WHERE b.namespace_id = i.namespace_id AND b.directory = i.directory
              AND b.file_name = i.file_name AND b.slot = part.slot), '')
        WHERE item_id = ?
      """;
  private static final String FORGET =
      """
      DELETE FROM begun WHERE (namespace_id, directory, file_name) IN (
        SELECT namespace_id, directory, file_name FROM item WHERE id = ?)
      """;

  private final Session session;

  BegunTable(Session session) {
    this.session = session;
  }

  /** The item is about to lose its parts. */
  void keep(long itemId) throws SQLException {
    session.update(KEEP, itemId);
  }

  /** The item has its parts (again), and goes on with what was begun under its name. */
  void take(long itemId) throws SQLException {
    session.update(TAKE, itemId);
    session.update(FORGET, itemId);
  }
}
