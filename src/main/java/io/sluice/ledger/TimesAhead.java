package io.sluice.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * Makes good what a clock that was set back leaves in a ledger: times that lie ahead, until which
 * things would wait that were not meant to wait so long. While a ledger is open its times come from
 * a clock that never goes back, so it is done when one is opened.
 */
final class TimesAhead {
  /** No policy puts anything off for longer. */
  static final Duration LONGEST_WAIT = Duration.ofDays(1);

  // Put off at a time that is yet to come: how much of its wait is over nobody knows.
  private static final String ITEMS =
      """
      UPDATE item SET next_attempt_at = ?1, updated_at = ?1
        WHERE folder_id IN (SELECT id FROM folder) AND lane IN ('LIVE', 'BACKLOG')
          AND turn = 'WAITING' AND next_attempt_at > ?1
          AND (updated_at > ?1 OR next_attempt_at > ?2)
      """;
  private static final String FAILED =
      """
      UPDATE sighting SET retry_at = ?1
        WHERE folder_id IN (SELECT id FROM folder) AND state = 'FAILED' AND retry_at > ?2
      """;
  private static final String PENDING =
      """
      UPDATE sighting SET waiting_since = ?1
        WHERE folder_id IN (SELECT id FROM folder) AND state IN ('SETTLING', 'READY', 'QUEUED')
          AND waiting_since > ?1
      """;
  private static final String GONE =
      """
      UPDATE sighting SET gone_since = ?1
        WHERE folder_id IN (SELECT id FROM folder) AND gone = 1 AND gone_since > ?1
      """;
  private static final String UNBOUND =
      "UPDATE namespace SET unbound_since = ?1 WHERE unbound_since > ?1";
  private static final String SWEPT = "UPDATE folder SET swept_at = 0 WHERE swept_at > ?1";
  // What they say is believed for a time after they were read; without them it is asked for anew.
  private static final String LISTINGS =
      "DELETE FROM listing WHERE read_at > ?1 OR refreshed_at > ?1";

  private final Session session;

  TimesAhead(Session session) {
    this.session = session;
  }

  /** Nothing in the ledger waits longer, counted from {@code now}, than it was meant to. */
  void bringBack(Instant now) throws SQLException {
    Instant latest = now.plus(LONGEST_WAIT);
    session.update(ITEMS, now, latest);
    session.update(FAILED, now, latest);
    session.update(PENDING, now);
    session.update(GONE, now);
    session.update(UNBOUND, now);
    session.update(SWEPT, now);
    session.update(LISTINGS, now);
  }
}
