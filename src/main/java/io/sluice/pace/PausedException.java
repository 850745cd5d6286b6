package io.sluice.pace;

import java.time.Duration;
import java.util.Objects;

/**
 * No request may start now: the target has asked for a pause that is not over, or the requests of
 * this hour are used up. The message goes on from the name of the target's host.
 */
public final class PausedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Duration remaining;

  private PausedException(String message, Duration remaining) {
    super(message);
    this.remaining = Objects.requireNonNull(remaining, "remaining");
  }

  static PausedException asked(Duration remaining) {
    return new PausedException("has asked for a pause", remaining);
  }

  static PausedException usedUp(Duration remaining) {
    return new PausedException("has had its requests for this hour", remaining);
  }

  /** How long the pause still lasts, more than zero. */
  public Duration remaining() {
    return remaining;
  }
}
