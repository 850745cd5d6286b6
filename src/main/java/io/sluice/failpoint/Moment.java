package io.sluice.failpoint;

import java.util.Locale;

/** Where a {@link Point} lies with regard to its {@link Step}. */
public enum Moment {
  /** Nothing of the step was done. */
  BEFORE,
  /** Part of it was done: rows written and not committed, some bytes sent. */
  INSIDE,
  /** All of it was done; whoever asked for it does not know yet. */
  AFTER;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
