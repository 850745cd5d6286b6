package io.sluice.failpoint;

import java.util.List;

/** Hears of each point that is passed, on the thread that passes it; may not come back. */
@FunctionalInterface
interface Passages {
  /** A point is passed. */
  void passed(Point point);

  /** Passes one point of several steps that are done at once. */
  default void passed(List<Step> steps, Moment moment) {
    steps.forEach(step -> passed(new Point(step, moment)));
  }

  /** Passes one point. */
  default void passed(Step step, Moment moment) {
    passed(new Point(step, moment));
  }
}
