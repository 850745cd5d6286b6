package io.sluice.upload;

import io.sluice.event.TargetHealth;
import io.sluice.target.TargetException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Whether a target may be worked with now: open, or parked with a time to probe it. Decides only;
 * time is passed in. Not thread-safe: its pool guards it.
 *
 * <p>A target that does not answer, or refuses, is parked at once; one that answers with failures
 * of its own, after {@value #FAULTS_TO_PARK} in a row, since one such answer may be the fault of
 * one file; in a row are those of transfers, too, when nothing but other steps succeeds between. A
 * parked target is probed by one worker at a time, after delays that double up to {@link
 * #LONGEST_PARK}. A throttled one is left alone until the time that it asked for, and then needs no
 * probe.
 */
final class TargetGate {
  /** Failures of the server's own in a row that park it. */
  static final int FAULTS_TO_PARK = 5;

  /** The longest time between two probes; a target that is back is at full speed within it. */
  static final Duration LONGEST_PARK = Duration.ofSeconds(30);

  private static final RetryPolicy PROBES =
      new RetryPolicy(1, Duration.ofSeconds(1), LONGEST_PARK, Duration.ofDays(1), false);

  private final RandomGenerator random;
  private TargetHealth health = TargetHealth.OK;
  private String reason = "";
  private Instant until = Instant.EPOCH;
  private Optional<Instant> parkedSince = Optional.empty();
  private Optional<Instant> idleSince = Optional.empty();
  private boolean probing;
  private int failures;

  /** Whether bytes were refused since any were last taken, whatever else the target may do. */
  private boolean transfersFail;

  TargetGate(RandomGenerator random) {
    this.random = random;
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

  /** The probe was answered. Failures are forgotten only once real work succeeds. */
  void probeAnswered() {
    probing = false;
    open();
  }

  /** The probe was cut off without an answer. */
  void probeAbandoned() {
    probing = false;
  }

  /**
   * A step was done that moves no bytes. A platform that answers well and has a storage that does
   * not take anything is not well.
   */
  void stepDone() {
    if (transfersFail) {
      idleSince = Optional.empty();
    } else {
      succeeded();
    }
  }

  /** Bytes were taken, so that the target is well. */
  void succeeded() {
    failures = 0;
    transfersFail = false;
    idleSince = Optional.empty();
    if (health != TargetHealth.THROTTLED) {
      open();
    }
  }

  /** A call failed as a whole. Late news of a parked target does not lengthen its wait. */
  void failed(TargetException failure, Instant now) {
    failed(failure, now, false);
  }

  /** A transfer failed at the storage, or on the way there; otherwise as {@link #failed}. */
  void transferFailed(TargetException failure, Instant now) {
    transfersFail |= failure.kind() == TargetException.Kind.FAULTY;
    failed(failure, now);
  }

  /** The probe failed. */
  void probeFailed(TargetException failure, Instant now) {
    probing = false;
    failed(failure, now, true);
  }

  private void failed(TargetException failure, Instant now, boolean wasProbe) {
    idleSince = idleSince.or(() -> Optional.of(now));
    switch (failure.kind()) {
      case UNREACHABLE -> park(TargetHealth.UNREACHABLE, failure, now, wasProbe);
      case REFUSED -> park(TargetHealth.REFUSED, failure, now, wasProbe);
      case THROTTLED -> throttle(failure, now);
      case FAULTY -> {
        if (wasProbe || failures + 1 >= FAULTS_TO_PARK) {
          park(TargetHealth.UNREACHABLE, failure, now, wasProbe);
        } else {
          failures++;
        }
      }
      case TOO_LARGE, GROUP_REFUSED, DATASET_MISSING, DATASET_REFUSED -> {
        if (wasProbe) {
          park(TargetHealth.UNREACHABLE, failure, now, true);
        }
      }
    }
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

  private void park(TargetHealth state, TargetException failure, Instant now, boolean wasProbe) {
    if (health == state && !wasProbe) {
      return;
    }
    failures++;
    enter(state, failure.getMessage(), now.plus(delay(failure)), now);
  }

  private void throttle(TargetException failure, Instant now) {
    boolean told = !failure.retryAfter().isZero();
    if (!told && health != TargetHealth.THROTTLED) {
      failures++;
    }
    Instant end = now.plus(delay(failure));
    if (health != TargetHealth.THROTTLED || end.isAfter(until)) {
      enter(TargetHealth.THROTTLED, failure.getMessage(), end, now);
    }
  }

  private Duration delay(TargetException failure) {
    return failure.retryAfter().isZero()
        ? PROBES.delay(Math.max(1, failures), random)
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
    if (failures == 0) {
      parkedSince = Optional.empty();
    }
  }
}
