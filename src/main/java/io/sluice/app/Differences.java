package io.sluice.app;

import java.util.List;

/**
 * Differences of one kind: the first ones, and how many there are.
 *
 * @param first at most {@value #MOST}
 * @param total all of them
 */
public record Differences(List<Difference> first, long total) {
  /** The most that are kept. */
  public static final int MOST = 1_000;

  static final Differences NONE = new Differences(List.of(), 0);

  public Differences {
    first = List.copyOf(first);
  }

  /** How many there are besides the first ones. */
  public long more() {
    return total - first.size();
  }

  /** Gathers differences. */
  static final class Gathering {
    private final List<Difference> first = new java.util.ArrayList<>();
    private long total;

    void add(Difference difference) {
      total++;
      if (first.size() < MOST) {
        first.add(difference);
      }
    }

    Differences all() {
      return new Differences(first, total);
    }
  }
}
