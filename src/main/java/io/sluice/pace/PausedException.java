package io.sluice.pace;

import java.time.Duration;
import java.util.Objects;

/** The target has asked for a pause that is not over: no request may start now. */
public final class PausedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Duration remaining;

  PausedException(Duration remaining) {
    super("paused for another " + remaining);
    this.remaining = Objects.requireNonNull(remaining, "remaining");
  }

  /** How long the pause still lasts, more than zero. */
  public Duration remaining() {
    return remaining;
  }
}
