package io.sluice.upload;

import io.sluice.item.Item;
import io.sluice.ledger.Lane;
import io.sluice.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One lane of one folder, as a source of groups: when the ledger is worth asking, and how long to
 * wait for a group to fill. Guarded by its pool, all but {@link #ask}, which touches no state.
 */
final class Supply {
  /** How long an empty ledger is believed without being asked again. */
  private static final Duration TRUST_EMPTY = Duration.ofSeconds(30);

  private final OpenFolder folder;
  private final Lane lane;
  private Optional<Instant> gatheringSince = Optional.empty();
  private Instant askAt = Instant.MIN;
  private boolean moreExpected = true;
  private long news;

  Supply(OpenFolder folder, Lane lane) {
    this.folder = folder;
    this.lane = lane;
  }

  /**
   * What to ask the ledger for.
   *
   * @param supply whom it is for
   * @param items most items
   * @param bytes most bytes
   * @param gathered whether a group is taken though it is not full
   * @param news how much was known when it was made
   */
  record Order(Supply supply, int items, long bytes, boolean gathered, long news) {}

  /** What the ledger answered. */
  sealed interface Answer {
    /** Nothing can be claimed before {@code next}. */
    record Nothing(Optional<Instant> next) implements Answer {}

    /** Some wait, but not enough for a group. */
    record Few() implements Answer {}

    /** A group. */
    record Group(List<Item> items) implements Answer {}
  }

  OpenFolder folder() {
    return folder;
  }

  Lane lane() {
    return lane;
  }

  /** The ledger may have items that were not there when it was last asked. */
  void mayHaveMore() {
    news++;
    askAt = Instant.MIN;
  }

  /** Says whether more files are on their way to a group that is not full. */
  void expectMore(boolean expected) {
    if (moreExpected && !expected) {
      mayHaveMore();
    }
    moreExpected = expected;
  }

  /** When the ledger is worth asking. */
  Instant askAt() {
    return askAt;
  }

  /**
   * What to ask for at {@code now}.
   *
   * @param wait how long the first item of a group waits for others
   */
  Order order(int items, long bytes, Duration wait, Instant now) {
    boolean waited = gatheringSince.filter(since -> !now.isBefore(since.plus(wait))).isPresent();
    boolean gathered = waited || wait.isZero() || !awaitsMore();
    return new Order(this, items, bytes, gathered, news);
  }

  private boolean awaitsMore() {
    return lane == Lane.LIVE || moreExpected;
  }

  /** Asks the ledger. */
  static Answer ask(Order order, Ledger ledger, Instant now) {
    long folderId = order.supply().folder.order().folderId();
    Lane lane = order.supply().lane;
    int claimable = ledger.claimable(folderId, lane, order.items(), now);
    if (claimable == 0) {
      return new Answer.Nothing(ledger.nextClaimAt(folderId, lane));
    }
    if (claimable < order.items() && !order.gathered()) {
      return new Answer.Few();
    }
    return new Answer.Group(ledger.claim(folderId, lane, order.items(), order.bytes(), now));
  }

  /** Takes the answer to an order in. */
  void answered(Order order, Answer answer, Duration wait, Instant now) {
    if (answer instanceof Answer.Nothing nothing) {
      gatheringSince = Optional.empty();
      Instant trusted = now.plus(TRUST_EMPTY);
      askAt = nothing.next().filter(trusted::isAfter).orElse(trusted);
    } else if (answer instanceof Answer.Few) {
      gatheringSince = Optional.of(gatheringSince.orElse(now));
      askAt = gatheringSince.get().plus(wait);
    } else {
      gatheringSince = Optional.empty();
      askAt = Instant.MIN;
    }
    if (news != order.news()) {
      askAt = Instant.MIN;
    }
  }

  /** A clock that was put back must not make a group wait longer than it was meant to. */
  void seenAt(Instant now) {
    if (gatheringSince.filter(now::isBefore).isPresent()) {
      gatheringSince = Optional.of(now);
      askAt = Instant.MIN;
    }
    if (askAt.isAfter(now.plus(TRUST_EMPTY))) {
      askAt = now.plus(TRUST_EMPTY);
    }
  }
}
