package io.sluice.upload;

import io.sluice.ledger.Lane;
import io.sluice.target.Capabilities;
import java.time.Duration;

/**
 * How large the groups of a pool are, and how long they wait to be filled: as large as the target
 * takes and the uplink moves in time, and further apart as its requests run short. Not thread-safe,
 * as the rate that it looks at is not: its pool guards it.
 */
final class Grouping {
  /** How long what was sent waits for others to be committed with it. */
  private static final Duration COMMIT_WAIT = Duration.ofSeconds(3);

  /** A group costs its reservation, its commit, and now and then a look at what is there. */
  private static final int REQUESTS_PER_GROUP = 3;

  private final PoolSettings settings;
  private final Capabilities capabilities;
  private final TransferRate rate;

  Grouping(PoolSettings settings, Capabilities capabilities, TransferRate rate) {
    this.settings = settings;
    this.capabilities = capabilities;
    this.rate = rate;
  }

  /** Most items that leave is asked for together. */
  int items() {
    return Math.min(settings.groups().items(), capabilities.maxReserveItems());
  }

  /** What goes out in a quarter of a reservation's life, so that two groups take half of it. */
  long bytes() {
    Duration life = capabilities.reservationLife();
    return life.isZero()
        ? GroupLimits.MOST_BYTES
        : Math.min(GroupLimits.MOST_BYTES, rate.bytesIn(life.dividedBy(4)));
  }

  /** Most items of one commit. */
  int commitItems() {
    return Math.min(settings.groups().items(), capabilities.maxCommitItems());
  }

  /**
   * More than all workers can register at once is not sent before: while registering alone fails,
   * what was sent waits in memory.
   */
  int mostUncommitted() {
    return (settings.workers() + 2) * commitItems();
  }

  /** How long the first of a group waits; live files longer when requests run short. */
  Duration wait(Lane lane) {
    Duration configured = settings.groups().longestWait();
    return lane == Lane.BACKLOG
        ? configured
        : longer(settings.budget().spacing(REQUESTS_PER_GROUP), configured);
  }

  /** How long the first of a commit waits. */
  Duration commitWait() {
    return longer(settings.budget().spacing(1), COMMIT_WAIT);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
