package io.sluice.target;

import java.time.Duration;
import java.util.Objects;

/** A call to a target failed as a whole. The message is for people and holds no secret. */
public final class TargetException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What failed, and so what helps. */
  public enum Kind {
    /** No answer: no route, refused, reset, timed out. Park the target; probe it. */
    UNREACHABLE,
    /** An answer of the server's own failure (5xx, 408), or one that is none. Back off. */
    FAULTY,
    /** Too many requests. No request at all before {@link TargetException#retryAfter()} is over. */
    THROTTLED,
    /** The call was too large: make the group smaller. */
    TOO_LARGE,
    /**
     * A call for several items was refused without a word of which are meant. Ask again in halves:
     * one bad item must not fail the others. Never thrown for a single item.
     */
    GROUP_REFUSED,
    /** The key, a permission or a quota. Park the target until the user has done something. */
    REFUSED,
    /**
     * This dataset, though the target is well otherwise. A target says {@link #REFUSED}; whoever
     * asks finds out with {@link Target#check} how far that goes. Only who needs the dataset waits.
     */
    DATASET_REFUSED,
    /**
     * Nothing is heard of this dataset but failures, though the target is well otherwise: told
     * apart from {@link #UNREACHABLE} and {@link #FAULTY} as {@link #DATASET_REFUSED} is from
     * {@link #REFUSED}. Only who needs the dataset waits.
     */
    DATASET_FAULTY,
    /** The dataset is not there (any more). */
    DATASET_MISSING
  }

  private final Kind kind;
  private final Duration retryAfter;

  public TargetException(Kind kind, String message) {
    this(kind, message, Duration.ZERO, null);
  }

  public TargetException(Kind kind, String message, Throwable cause) {
    this(kind, message, Duration.ZERO, cause);
  }

  /**
   * @param retryAfter the platform's wish; zero for our own back-off
   * @param cause what it was made from, or null
   */
  public TargetException(Kind kind, String message, Duration retryAfter, Throwable cause) {
    super(message, cause);
    this.kind = Objects.requireNonNull(kind, "kind");
    this.retryAfter = Objects.requireNonNull(retryAfter, "retryAfter");
    if (retryAfter.isNegative()) {
      throw new IllegalArgumentException("retry-after must not be negative: " + retryAfter);
    }
  }

  public Kind kind() {
    return kind;
  }

  /** How long the platform asks to wait; zero when it did not say. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
