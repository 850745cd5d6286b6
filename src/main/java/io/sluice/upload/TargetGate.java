package io.sluice.upload;

import io.sluice.event.TargetHealth;
import io.sluice.target.TargetException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Whether a target may be worked with now: open, on trial, or parked with a time to probe it.
 * Decides only; time is passed in. Not thread-safe: its pool guards it.
 *
 * <p>A target that does not answer, or refuses, is parked at once; one that answers with failures
 * of its own, after {@value #FAULTS_TO_PARK} in a row, since one such answer may be the fault of
 * one file. A parked target is probed by one worker at a time, after delays that double up to
 * {@link #LONGEST_PARK}. A throttled one is left alone until the time that it asked for, whatever
 * else is heard of it meanwhile, and then needs no probe.
 *
 * <p>What failed in one stage is forgotten when a call of that stage succeeds, whatever the others
 * do; an outage is counted from the first of them. A good probe proves little once it was followed
 * by the same failure: from then on the target is on trial, where one call at a time is made, and
 * each failure parks it for longer.
 */
final class TargetGate {
  /** Failures of the server's own in a row that park it. */
  static final int FAULTS_TO_PARK = 5;

  /** The longest time between two probes; a target that is back is at full speed within it. */
  static final Duration LONGEST_PARK = Duration.ofSeconds(30);

  /** A stage that has not failed for so long, though the target was open, may not be used now. */
  static final Duration FORGET_AFTER = Duration.ofMinutes(2);

  private static final RetryPolicy PROBES =
      new RetryPolicy(1, Duration.ofSeconds(1), LONGEST_PARK, Duration.ofDays(1), false);

  private final RandomGenerator random;
  private TargetHealth health = TargetHealth.OK;
  private String reason = "";
  private Instant until = Instant.EPOCH;
  private Optional<Instant> parkedSince = Optional.empty();
  private Optional<Instant> idleSince = Optional.empty();
  private boolean probing;
  private boolean probeAnswered;
  private boolean onTrial;

  /** Failures of each stage since it last succeeded. */
  private final EnumMap<Stage, Failing> failures = new EnumMap<>(Stage.class);

  /** Failures of probes, and pauses of unknown length, since anything last succeeded. */
  private int others;

  private Instant lastFailure = Instant.EPOCH;

  TargetGate(RandomGenerator random) {
    this.random = random;
  }

  /** How often a stage failed in a row, and since when. */
  private record Failing(int times, Instant since) {
    Failing again() {
      return new Failing(times + 1, since);
    }
  }

  /** What a worker may do now. */
  enum Admission {
    /** Work. */
    WORK,
    /** Probe the target, then tell the gate. */
    PROBE,
    /** Nothing before {@link TargetGate#until()}. */
    WAIT
  }

  /** What a worker may do at {@code now}. An answer of PROBE is given to one worker at a time. */
  Admission admit(Instant now) {
    if (health == TargetHealth.OK) {
      forgetOld(now);
      return Admission.WORK;
    }
    if (now.isBefore(until) || probing) {
      return Admission.WAIT;
    }
    if (health == TargetHealth.THROTTLED) {
      open();
      return Admission.WORK;
    }
    probing = true;
    return Admission.PROBE;
  }

  private void forgetOld(Instant now) {
    Instant open = lastFailure.isAfter(until) ? lastFailure : until;
    if (!failures.isEmpty() && now.isAfter(open.plus(FORGET_AFTER))) {
      failures.clear();
      allWell();
    }
  }

  /** Whether one call at a time may be made, and no more. */
  boolean isOnTrial() {
    return onTrial && health == TargetHealth.OK;
  }

  /** The probe was answered. Failures are forgotten only once real work succeeds. */
  void probeAnswered() {
    probing = false;
    probeAnswered = true;
    if (health != TargetHealth.THROTTLED) {
      open();
    }
  }

  /** The probe was cut off without an answer. */
  void probeAbandoned() {
    probing = false;
  }

  /** A call succeeded. */
  void succeeded(Stage stage) {
    failures.remove(stage);
    others = 0;
    if (failures.isEmpty()) {
      allWell();
      if (health != TargetHealth.THROTTLED) {
        open();
      }
    }
  }

  private void allWell() {
    others = 0;
    onTrial = false;
    probeAnswered = false;
    idleSince = Optional.empty();
    if (health == TargetHealth.OK) {
      parkedSince = Optional.empty();
    }
  }

  /** A call failed as a whole. Late news of a parked target does not lengthen its wait. */
  void failed(Stage stage, TargetException failure, Instant now) {
    failed(Optional.of(stage), failure, now);
  }

  /** The probe failed. */
  void probeFailed(TargetException failure, Instant now) {
    probing = false;
    failed(Optional.empty(), failure, now);
  }

  /** How often a stage has failed since it last succeeded. */
  int failuresInARow(Stage stage) {
    Failing failing = failures.get(stage);
    return failing == null ? 0 : failing.times();
  }

  private void failed(Optional<Stage> stage, TargetException failure, Instant now) {
    idleSince = idleSince.or(() -> Optional.of(now));
    boolean wasProbe = stage.isEmpty();
    switch (failure.kind()) {
      case UNREACHABLE -> park(TargetHealth.UNREACHABLE, stage, failure, now);
      case REFUSED -> park(TargetHealth.REFUSED, stage, failure, now);
      case THROTTLED -> throttle(failure, now);
      case FAULTY -> {
        if (wasProbe || onTrial || total() + 1 >= FAULTS_TO_PARK) {
          park(TargetHealth.UNREACHABLE, stage, failure, now);
        } else {
          count(stage, now);
          if (!failure.retryAfter().isZero()) {
            throttle(failure, now);
          }
        }
      }
      case TOO_LARGE, GROUP_REFUSED, DATASET_MISSING, DATASET_REFUSED, DATASET_FAULTY -> {
        if (wasProbe) {
          park(TargetHealth.UNREACHABLE, stage, failure, now);
        }
      }
    }
  }

  private void count(Optional<Stage> stage, Instant now) {
    lastFailure = now;
    if (stage.isEmpty()) {
      others++;
      return;
    }
    Failing failing =
        failures.merge(stage.get(), new Failing(1, now), (before, once) -> before.again());
    onTrial |= failing.times() > 1 && probeAnswered;
    probeAnswered = false;
  }

  private int total() {
    return others + failures.values().stream().mapToInt(Failing::times).sum();
  }

  /** Whether it is open, and nothing failed that has not succeeded since. */
  boolean isWell() {
    return health == TargetHealth.OK && total() == 0;
  }

  TargetHealth health() {
    return health;
  }

  /** What is wrong; empty when nothing is. */
  String reason() {
    return reason;
  }

  /** When the next probe or request may be made. */
  Instant until() {
    return until;
  }

  /** Since when nothing has succeeded, while parked. */
  Optional<Instant> parkedSince() {
    return parkedSince;
  }

  /** Since when nothing has succeeded, though it was tried, parked or throttled or not. */
  Optional<Instant> idleSince() {
    return idleSince;
  }

  private void park(
      TargetHealth state, Optional<Stage> stage, TargetException failure, Instant now) {
    if (health == state && stage.isPresent()) {
      return;
    }
    count(stage, now);
    if (health == TargetHealth.OK && stage.isPresent()) {
      // What another stage failed at before may be long over.
      parkedSince = stage.map(failures::get).map(Failing::since);
    }
    Instant end = now.plus(delay(failure));
    boolean asked = health == TargetHealth.THROTTLED && until.isAfter(end);
    enter(state, failure.getMessage(), asked ? until : end, now);
  }

  private void throttle(TargetException failure, Instant now) {
    boolean told = !failure.retryAfter().isZero();
    if (!told && health != TargetHealth.THROTTLED) {
      others++;
    }
    Instant end = now.plus(delay(failure));
    if (health != TargetHealth.THROTTLED || end.isAfter(until)) {
      enter(TargetHealth.THROTTLED, failure.getMessage(), end, now);
    }
  }

  private Duration delay(TargetException failure) {
    return failure.retryAfter().isZero()
        ? PROBES.delay(Math.max(1, total()), random)
        : failure.retryAfter();
  }

  private void enter(TargetHealth state, String why, Instant end, Instant now) {
    health = state;
    reason = why;
    until = end;
    if (parkedSince.isEmpty()) {
      parkedSince = Optional.of(now);
    }
  }

  private void open() {
    health = TargetHealth.OK;
    reason = "";
    if (total() == 0) {
      parkedSince = Optional.empty();
    }
  }
}
