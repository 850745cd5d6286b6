package io.sluice.annotation;

import java.util.Optional;

/**
 * What something shows, or does not show.
 *
 * @param name 1 to 200 characters, not blank, as people write it
 * @param value how much it is there: from 0 (absent) to 1 (present)
 */
public record Concept(String name, double value) {
  /** Longer is no name. */
  public static final int LONGEST_NAME = 200;

  /** Of what is there. */
  public static final double PRESENT = 1;

  public Concept {
    unfit(name)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(why);
            });
    if (!(value >= 0 && value <= PRESENT)) {
      throw new IllegalArgumentException("the value of a concept must be in 0..1, not " + value);
    }
  }

  /** Why no concept can be called so; empty where one can. */
  public static Optional<String> unfit(String name) {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      return Optional.of(
          "a concept has 1 to %d characters, not %d".formatted(LONGEST_NAME, name.length()));
    }
    return name.chars().anyMatch(Character::isISOControl)
        ? Optional.of("a concept must have no control characters")
        : Optional.empty();
  }

  /** One that is there. */
  public Concept(String name) {
    this(name, PRESENT);
  }
}
