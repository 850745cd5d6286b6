package io.sluice.app;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * The time that everything is scheduled by: it never goes back. It follows the computer's clock,
 * the wall clock, forward, so that time that a machine slept through counts; when that is set back,
 * it goes on at the pace of {@link System#nanoTime()}, ahead of it. So no setting of the wall clock
 * makes a wait longer than it was meant to be. One that is set forward ends waits early: that
 * cannot be told from sleep.
 *
 * <p>What a person reads, and what is compared with the stamps of files, is on the {@link #wall()}.
 * Times cross over by {@link #onWall} and {@link #ofWall}. Thread-safe.
 */
final class ForwardClock extends Clock {
  private final Clock wall;
  private final LongSupplier nanos;
  private final long startNanos;

  /** The latest moment at which, by the wall, this clock can have been made. */
  @GuardedBy("this")
  private Instant origin;

  /**
   * @param nanos as {@link System#nanoTime()}
   */
  ForwardClock(Clock wall, LongSupplier nanos) {
    this.wall = wall;
    this.nanos = nanos;
    this.startNanos = nanos.getAsLong();
    this.origin = wall.instant();
  }

  /** The clock of this process, in UTC. */
  static ForwardClock system() {
    return over(Clock.systemUTC());
  }

  /** A clock that follows {@code wall} forward. */
  static ForwardClock over(Clock wall) {
    return new ForwardClock(wall, System::nanoTime);
  }

  @Override
  public synchronized Instant instant() {
    Duration running = Duration.ofNanos(nanos.getAsLong() - startNanos);
    Instant told = wall.instant().minus(running);
    origin = told.isAfter(origin) ? told : origin;
    return origin.plus(running);
  }

  /** The computer's clock, which people and file stamps go by. It can be set. */
  Clock wall() {
    return wall;
  }

  /** What the wall clock will show, or has shown, at a time of this clock. */
  Instant onWall(Instant time) {
    return time.minusSeconds(secondsAhead());
  }

  /** The time of this clock at which the wall clock shows {@code shown}. */
  Instant ofWall(Instant shown) {
    return shown.plusSeconds(secondsAhead());
  }

  /** In whole seconds, so that a time that is translated twice is the same one. */
  private long secondsAhead() {
    return Duration.between(wall.instant(), instant()).toSeconds();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("nothing is scheduled by a zone: " + zone);
  }
}
