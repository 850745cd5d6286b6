package io.sluice.upload;

import io.sluice.item.Item;
import io.sluice.ledger.Lane;
import io.sluice.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The jobs of a pool that wait in memory, and the way to more of them: items claimed from the
 * ledger, the live lane before the backlog, folders in turn.
 *
 * <p>Not thread-safe: its pool guards it, all but {@link #claim}, which touches no state and is
 * called by one worker at a time.
 */
final class ClaimQueue {
  /** How long an empty ledger is believed without being asked again. */
  private static final Duration TRUST_EMPTY = Duration.ofSeconds(30);

  private final Ledger ledger;
  private final int claimSize;
  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(
          Comparator.comparingInt((Waiting w) -> w.job().rank()).thenComparingLong(Waiting::order));
  private final List<Waiting> delayed = new ArrayList<>();
  private final Map<Long, OpenFolder> folders = new LinkedHashMap<>();
  private long order;
  private int turn;
  private long news;
  private Instant nextClaimAt = Instant.MIN;

  ClaimQueue(Ledger ledger, int workers) {
    this.ledger = ledger;
    this.claimSize = workers * 2;
  }

  /** A job, the order in which it came, and when it may begin. */
  private record Waiting(Job job, long order, Instant notBefore) {}

  /** One asking of the ledger: which folders, in which order, and how much news was known. */
  record Round(List<OpenFolder> folders, long news) {}

  /** What a round brought, and when the ledger is worth asking again. */
  record Claimed(List<Job> jobs, Instant nextClaimAt) {}

  void add(Job job, Instant notBefore) {
    Waiting entry = new Waiting(job, order++, notBefore);
    if (notBefore.equals(Instant.MIN)) {
      waiting.add(entry);
    } else {
      delayed.add(entry);
    }
  }

  /** The job to do next, if one waits and its time has come. */
  Optional<Job> poll(Instant now) {
    delayed.removeIf(
        entry -> {
          boolean due = !now.isBefore(entry.notBefore());
          if (due) {
            waiting.add(entry);
          }
          return due;
        });
    return Optional.ofNullable(waiting.poll()).map(Waiting::job);
  }

  void opened(OpenFolder folder) {
    folders.put(folder.order().folderId(), folder);
    mayHaveMore();
  }

  /** Serves a folder no more. Says whether it had been served. */
  boolean closed(long folderId) {
    return folders.remove(folderId) != null;
  }

  /** The ledger may have items that were not there when it was last asked. */
  void mayHaveMore() {
    news++;
    nextClaimAt = Instant.MIN;
  }

  boolean mayClaim(Instant now) {
    return waiting.isEmpty() && !folders.isEmpty() && !now.isBefore(nextClaimAt);
  }

  /** When there may be something to do, as far as is known. */
  Instant nextAt(Instant now) {
    Instant at = folders.isEmpty() ? now.plus(TRUST_EMPTY) : nextClaimAt;
    for (Waiting entry : delayed) {
      at = entry.notBefore().isBefore(at) ? entry.notBefore() : at;
    }
    return at;
  }

  Round beginRound() {
    List<OpenFolder> inTurn = new ArrayList<>(folders.values());
    Collections.rotate(inTurn, -(turn++ % Math.max(1, inTurn.size())));
    return new Round(inTurn, news);
  }

  /** Claims items of the round's folders from the ledger. */
  Claimed claim(Round round, JobRunner runner, Instant now) {
    List<Job> jobs = new ArrayList<>();
    for (Lane lane : Lane.values()) {
      for (OpenFolder folder : round.folders()) {
        int room = claimSize - jobs.size();
        if (room > 0) {
          for (Item item : ledger.claim(folder.order().folderId(), lane, room, now)) {
            jobs.add(runner.first(folder, item));
          }
        }
      }
    }
    return new Claimed(jobs, jobs.isEmpty() ? earliest(round, now) : Instant.MIN);
  }

  private Instant earliest(Round round, Instant now) {
    Instant at = now.plus(TRUST_EMPTY);
    for (OpenFolder folder : round.folders()) {
      Optional<Instant> next = ledger.nextClaimAt(folder.order().folderId());
      at = next.filter(at::isAfter).isPresent() ? next.get() : at;
    }
    return at;
  }

  void endRound(Round round, Claimed claimed) {
    claimed.jobs().forEach(job -> add(job, Instant.MIN));
    nextClaimAt = news == round.news() ? claimed.nextClaimAt() : Instant.MIN;
  }
}
