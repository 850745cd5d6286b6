package io.sluice.failpoint;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A point that a process passes.
 *
 * @param step what it does there
 * @param moment how much of it is done; one that the step has
 */
public record Point(Step step, Moment moment) {
  public Point {
    if (!step.moments().contains(moment)) {
      throw new IllegalArgumentException(step + " has no " + moment);
    }
  }

  /** All points there are. */
  public static List<Point> all() {
    return Arrays.stream(Step.values())
        .flatMap(step -> step.moments().stream().map(moment -> new Point(step, moment)))
        .toList();
  }

  /** The point of that name. */
  static Optional<Point> named(String name) {
    return all().stream().filter(point -> point.name().equals(name)).findFirst();
  }

  /** Its name, such as {@code sent-row.before}. */
  public String name() {
    return step.word() + "." + moment.word();
  }
}
