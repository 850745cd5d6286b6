package io.sluice.settle;

import io.sluice.file.RelativePath;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The bounded memory of {@link Settler}: candidates by path, and by when they are due. */
final class Candidates {
  private final int capacity;
  private final Map<RelativePath, Candidate> byPath = new HashMap<>();
  private final NavigableSet<Candidate> byDue =
      new TreeSet<>(
          Comparator.comparing((Candidate c) -> c.dueAt)
              .thenComparing(candidate -> candidate.path));

  /** In the order of their report; the first to go when there is no room. */
  private final Set<RelativePath> reported = new LinkedHashSet<>();

  Candidates(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be 1 or more: " + capacity);
    }
    this.capacity = capacity;
  }

  Optional<Candidate> find(RelativePath path) {
    return Optional.ofNullable(byPath.get(path));
  }

  int size() {
    return byPath.size();
  }

  /** Remembers {@code candidate}; false when there is no room. */
  boolean admit(Candidate candidate) {
    if (!byPath.containsKey(candidate.path) && byPath.size() >= capacity && !evictReported()) {
      return false;
    }
    byPath.put(candidate.path, candidate);
    return true;
  }

  void remove(RelativePath path) {
    Candidate removed = byPath.remove(path);
    if (removed != null) {
      byDue.remove(removed);
      reported.remove(path);
    }
  }

  void markReported(Candidate candidate) {
    reported.add(candidate.path);
  }

  void schedule(Candidate candidate, Instant at) {
    byDue.remove(candidate);
    candidate.actAt = at;
    candidate.dueAt = at;
    byDue.add(candidate);
  }

  void unschedule(Candidate candidate) {
    byDue.remove(candidate);
  }

  Optional<Instant> nextDue() {
    return byDue.isEmpty() ? Optional.empty() : Optional.of(byDue.first().dueAt);
  }

  /** Names each candidate that is due, and puts it off to {@code again} should nobody look. */
  void takeDue(Instant now, Instant again, Consumer<RelativePath> taker) {
    while (!byDue.isEmpty() && !byDue.first().dueAt.isAfter(now)) {
      Candidate due = byDue.pollFirst();
      due.dueAt = again;
      byDue.add(due);
      taker.accept(due.path);
    }
  }

  /** The order by due time stays the same, because all move by the same amount. */
  void shift(Duration by) {
    byPath.values().forEach(c -> c.shift(by));
  }

  private boolean evictReported() {
    Iterator<RelativePath> oldest = reported.iterator();
    if (!oldest.hasNext()) {
      return false;
    }
    remove(oldest.next());
    return true;
  }
}
