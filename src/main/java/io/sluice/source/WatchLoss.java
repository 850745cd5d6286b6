package io.sluice.source;

import java.util.Objects;

/**
 * Why changes of a folder may have gone unnoticed.
 *
 * @param cause what kind of trouble it is
 * @param text the same for people, with what to do where something can be done
 */
public record WatchLoss(Cause cause, String text) {
  /** What kind of trouble it is. */
  public enum Cause {
    /** More events at once than the system keeps; the watch goes on. */
    OVERFLOW,
    /** A limit of the system: some or all directories are not watched. */
    LIMIT,
    /** The watch has ended: the folder was deleted, unmounted, or the thread interrupted. */
    ENDED,
    /** Any other fault. */
    FAILED
  }

  public WatchLoss {
    Objects.requireNonNull(cause, "cause");
    Objects.requireNonNull(text, "text");
  }
}
