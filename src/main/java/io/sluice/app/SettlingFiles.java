package io.sluice.app;

import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.settle.Decision;
import io.sluice.settle.SettleRules;
import io.sluice.settle.Settler;
import io.sluice.settle.StructureVerdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files of one folder that are not known to be complete: when each is to be looked at again,
 * which of them were found and have come to nothing yet, and those that there was no room to
 * remember. Used on the intake thread alone. Goes by the wall clock, as the stamps of files do.
 */
final class SettlingFiles {
  private static final int MOST_RETRIED = 500;

  private final Settler settler;
  private final int capacity;
  private final Clock wall;

  /** Files that were found and have come to nothing yet; no more than settle or are in hand. */
  private final Set<RelativePath> awaited = new HashSet<>();

  /** Files that there was no room to remember; tried again when there may be. */
  private final Deque<Runnable> deferred = new ArrayDeque<>();

  /**
   * @param capacity how many files are remembered at a time, 1 or more
   */
  SettlingFiles(SettleRules rules, int capacity, Clock wall) {
    this.settler = new Settler(rules, capacity);
    this.capacity = capacity;
    this.wall = wall;
  }

  /** A file was seen; it is awaited from now on. */
  Decision seen(Found found) {
    RelativePath path = found.sighting().path();
    FileStamp stamp = found.sighting().stamp();
    awaited.add(path);
    Instant now = wall.instant();
    return found.marked()
        ? settler.markerSeen(path, stamp, now)
        : settler.observe(path, stamp, now);
  }

  /** A file was looked into, seen as {@code stamp}; one that is ready is awaited no more. */
  Decision verdict(RelativePath path, FileStamp stamp, StructureVerdict verdict) {
    Decision decision = settler.verdict(path, stamp, verdict, wall.instant());
    if (decision instanceof Decision.Ready) {
      awaited.remove(path);
    }
    return decision;
  }

  /** A file that is whole must wait, as {@code reason} says; it is awaited unless that is over. */
  Decision hold(Sighting sighting, String reason) {
    Decision decision = settler.hold(sighting.path(), sighting.stamp(), reason, wall.instant());
    if (!(decision instanceof Decision.Incomplete)) {
      awaited.add(sighting.path());
    }
    return decision;
  }

  /** A file is awaited that will be seen soon. */
  void await(RelativePath path) {
    awaited.add(path);
  }

  /** Whether a file was found and has come to nothing yet. */
  boolean isAwaited(RelativePath path) {
    return awaited.contains(path);
  }

  /** A file settles from the start when it is seen next; whether it is awaited stays as it is. */
  void restart(RelativePath path) {
    settler.forget(path);
  }

  /** A file settles no more, and is not awaited. */
  void forget(RelativePath path) {
    settler.forget(path);
    awaited.remove(path);
  }

  /**
   * There was no room for a file.
   *
   * @param again run once when there may be, by {@link #retryDeferred}
   */
  void defer(Runnable again) {
    deferred.add(again);
  }

  /** Tries some of the files again that there was no room for, as long as there is. */
  void retryDeferred() {
    for (int i = Math.min(deferred.size(), MOST_RETRIED); i > 0 && hasRoom(); i--) {
      deferred.remove().run();
    }
  }

  private boolean hasRoom() {
    return settler.size() < capacity;
  }

  /** The files whose time to be looked at again has come. */
  List<RelativePath> due() {
    return settler.due(wall.instant());
  }

  /** How long until {@link #due} names a file, cut to {@code longest}. */
  Duration untilDue(Duration longest) {
    Instant now = wall.instant();
    Optional<Instant> deadline = settler.nextDeadline();
    Duration until = deadline.map(at -> Duration.between(now, at)).orElse(longest);
    return until.compareTo(longest) > 0 ? longest : until;
  }

  /** How many are remembered. */
  int size() {
    return settler.size();
  }

  /** Whether there are any, remembered or not. */
  boolean isBusy() {
    return settler.size() > 0 || !deferred.isEmpty();
  }

  /** Other rules for whatever is looked at from now on. */
  void follow(SettleRules rules) {
    settler.follow(rules);
  }
}
