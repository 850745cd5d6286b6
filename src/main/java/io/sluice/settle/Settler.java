package io.sluice.settle;

import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import io.sluice.settle.Candidate.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which files of one folder have stopped changing and are whole.
 *
 * <p>The caller tells every look at a file ({@link #observe} or {@link #markerSeen}) and does what
 * the decision says. At {@link #nextDeadline} it asks for the files that are {@link #due}, looks at
 * each again, and tells; a file that is gone it tells to {@link #forget}. Looking too often does no
 * harm: events, scans and deadlines may all tell of the same file.
 *
 * <p>Bounded: without room a file is neither remembered nor lost, see {@link Decision.Full}. A file
 * that is quiet by its stamp needs no room. {@code now} is wall-clock time; a clock that jumps, or
 * stands still during a suspend, costs another quiet period and nothing else. One thread.
 */
public final class Settler {
  /** A clock set back by less is taken for two looks in the wrong order. */
  private static final Duration BACKWARD_TOLERANCE = Duration.ofSeconds(1);

  /** A deadline missed by more, with no call in between, is a jump of the clock or a suspend. */
  private static final Duration FORWARD_TOLERANCE = Duration.ofMinutes(1);

  /** A due file that nobody looked at is named again after this. */
  private static final Duration NAME_AGAIN = Duration.ofSeconds(10);

  private static final Duration SHORTEST_HOLD = Duration.ofSeconds(1);

  private SettleRules rules;
  private final Candidates candidates;
  private Instant latest = Instant.EPOCH;

  /**
   * @param rules of the folder
   * @param capacity how many files are remembered at a time, 1 or more
   */
  public Settler(SettleRules rules, int capacity) {
    this.rules = Objects.requireNonNull(rules, "rules");
    this.candidates = new Candidates(capacity);
  }

  /** Other rules for whatever is looked at from now on. */
  public void follow(SettleRules newRules) {
    rules = Objects.requireNonNull(newRules, "rules");
  }

  /** The file {@code path} was seen as {@code stamp}, its done-file (if it needs one) was not. */
  public Decision observe(RelativePath path, FileStamp stamp, Instant now) {
    return look(path, stamp, false, now);
  }

  /** The file {@code path} was seen as {@code stamp}, and its done-file beside it. */
  public Decision markerSeen(RelativePath path, FileStamp stamp, Instant now) {
    return look(path, stamp, true, now);
  }

  /**
   * What the look into {@code path}, seen as {@code stamp} before and after, said. Never {@link
   * Decision.Inspect}. Counts for nothing when the file has another stamp by now.
   */
  public Decision verdict(
      RelativePath path, FileStamp stamp, StructureVerdict verdict, Instant at) {
    Instant now = clock(at);
    Candidate file = candidates.find(path).orElseGet(() -> new Candidate(path, stamp, now));
    if (!file.hasStamp(stamp)) {
      return pending(file);
    }
    return switch (verdict.kind()) {
      case COMPLETE -> ready(file);
      case UNKNOWN -> untold(file, now);
      case INCOMPLETE -> hold(file, "not whole: " + verdict.reason(), now);
    };
  }

  /**
   * The file {@code path}, seen as {@code stamp}, is whole and must wait all the same, as {@code
   * reason} says: until it changes or is told to be {@link #forget forgotten}, and for the longest
   * wait at most. Never {@link Decision.Inspect}.
   */
  public Decision hold(RelativePath path, FileStamp stamp, String reason, Instant at) {
    Instant now = clock(at);
    Candidate file = candidates.find(path).orElseGet(() -> new Candidate(path, stamp, now));
    if (!candidates.admit(file)) {
      return new Decision.Full();
    }
    file.waitFor(reason);
    return waitOn(file, now);
  }

  private Decision waitOn(Candidate file, Instant now) {
    Instant giveUp = file.lastChange(rules.remote(), now).plus(rules.maxWait());
    if (now.isBefore(giveUp)) {
      candidates.schedule(file, giveUp);
    } else {
      candidates.unschedule(file);
      report(file, file.waitsFor());
    }
    return pending(file);
  }

  /** The files to be looked at again now. Named again after a while should nobody look. */
  public List<RelativePath> due(Instant at) {
    Instant now = clock(at);
    List<RelativePath> due = new ArrayList<>();
    candidates.takeDue(now, now.plus(NAME_AGAIN), due::add);
    return due;
  }

  /** When {@link #due} will name a file; empty when no file has a deadline. */
  public Optional<Instant> nextDeadline() {
    return candidates.nextDue();
  }

  /** The file is gone, or is none of our business any more. */
  public void forget(RelativePath path) {
    candidates.remove(path);
  }

  /** How many files are remembered. */
  public int size() {
    return candidates.size();
  }

  private Decision look(RelativePath path, FileStamp stamp, boolean marked, Instant at) {
    Instant now = clock(at);
    Optional<Candidate> known = candidates.find(path);
    if (known.isEmpty()) {
      Candidate file = new Candidate(path, stamp, now);
      boolean admitted = candidates.admit(file);
      if (isQuiet(file, marked, now)) {
        return admitted ? inspect(file, now) : new Decision.Inspect();
      }
      return admitted ? waitForQuiet(file, now) : new Decision.Full();
    }
    Candidate file = known.get();
    if (!file.hasStamp(stamp)) {
      file.changed(stamp, now);
    }
    return next(file, marked, now);
  }

  private Decision next(Candidate file, boolean marked, Instant now) {
    boolean over = !now.isBefore(file.actAt);
    return switch (file.phase) {
      case CHANGING -> isQuiet(file, marked, now) ? inspect(file, now) : waitForQuiet(file, now);
      case INSPECTED -> over ? inspect(file, now) : pending(file);
      case HELD -> over && !file.isReported() ? heldLongEnough(file, now) : pending(file);
      case UNTOLD -> over ? inspect(file, now) : pending(file);
    };
  }

  private Decision heldLongEnough(Candidate file, Instant now) {
    return file.waitsFor().isEmpty() ? inspect(file, now) : waitOn(file, now);
  }

  private boolean isQuiet(Candidate file, boolean marked, Instant now) {
    return rules.needsMarker() ? marked : !now.isBefore(quietAt(file, rules.quietPeriod(), now));
  }

  private Instant quietAt(Candidate file, Duration period, Instant now) {
    return file.lastChange(rules.remote(), now).plus(period);
  }

  private Decision inspect(Candidate file, Instant now) {
    file.phase = Phase.INSPECTED;
    candidates.schedule(file, now.plus(rules.maxWait()));
    return new Decision.Inspect();
  }

  private Decision waitForQuiet(Candidate file, Instant now) {
    Instant giveUp = file.firstSeen().plus(rules.maxWait());
    if (!now.isBefore(giveUp)) {
      report(file, rules.needsMarker() ? missingMarker() : "still changing after the longest wait");
    }
    Instant quietAt = quietAt(file, rules.quietPeriod(), now);
    if (file.isReported() && rules.needsMarker()) {
      candidates.unschedule(file);
    } else if (file.isReported()) {
      candidates.schedule(file, quietAt);
    } else {
      boolean giveUpFirst = rules.needsMarker() || giveUp.isBefore(quietAt);
      candidates.schedule(file, giveUpFirst ? giveUp : quietAt);
    }
    return pending(file);
  }

  private String missingMarker() {
    return "waits for its done-file " + rules.doneFile();
  }

  private Decision untold(Candidate file, Instant now) {
    Instant quietAt = quietAt(file, rules.longQuietPeriod(), now);
    if (rules.needsMarker() || !now.isBefore(quietAt)) {
      return ready(file);
    }
    if (!candidates.admit(file)) {
      return new Decision.Full();
    }
    file.phase = Phase.UNTOLD;
    candidates.schedule(file, quietAt);
    return pending(file);
  }

  /** Looked into again after half of its age each time, so a handful of times until it is late. */
  private Decision hold(Candidate file, String reason, Instant now) {
    boolean admitted = candidates.admit(file);
    Instant changed = file.lastChange(rules.remote(), now);
    Instant giveUp = changed.plus(rules.maxWait());
    file.phase = Phase.HELD;
    if (file.isReported() || !now.isBefore(giveUp)) {
      candidates.unschedule(file);
      file.report(reason);
      if (admitted) {
        candidates.markReported(file);
      }
      return pending(file);
    }
    if (!admitted) {
      return new Decision.Full();
    }
    Duration half = Duration.between(changed, now).dividedBy(2);
    Instant again = now.plus(half.compareTo(SHORTEST_HOLD) < 0 ? SHORTEST_HOLD : half);
    candidates.schedule(file, again.isBefore(giveUp) ? again : giveUp);
    return pending(file);
  }

  private void report(Candidate file, String reason) {
    file.report(reason);
    candidates.markReported(file);
  }

  private Decision ready(Candidate file) {
    candidates.remove(file.path);
    return new Decision.Ready();
  }

  private static Decision pending(Candidate file) {
    return file.isReported()
        ? new Decision.Incomplete(file.reported())
        : new Decision.Wait(file.actAt);
  }

  /**
   * The time to reckon with. What was remembered by a clock that has jumped since is moved by the
   * jump, so that no file waits for a year, and none counts as quiet because of it.
   */
  private Instant clock(Instant now) {
    if (now.isBefore(latest)) {
      Duration back = Duration.between(now, latest);
      if (back.compareTo(BACKWARD_TOLERANCE) <= 0) {
        return latest;
      }
      candidates.shift(back.negated());
    } else {
      Instant expected = candidates.nextDue().filter(d -> d.isAfter(latest)).orElse(latest);
      boolean missed = candidates.nextDue().isPresent();
      Duration ahead = Duration.between(expected, now);
      if (missed && ahead.compareTo(FORWARD_TOLERANCE) > 0) {
        candidates.shift(ahead);
      }
    }
    latest = now;
    return now;
  }
}
