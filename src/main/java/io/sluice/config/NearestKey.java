package io.sluice.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The key that a misspelt one was probably meant to be. */
final class NearestKey {
  private static final int LONGEST = 40;

  private NearestKey() {}

  /** The nearest of {@code known}, if one is near enough; the first of equals. */
  static Optional<String> of(String key, Collection<String> known) {
    if (key.length() > LONGEST) {
      return Optional.empty();
    }
    String word = letters(key);
    int tolerated = word.length() <= 3 ? 1 : word.length() <= 8 ? 2 : 3;
    Optional<String> nearest = Optional.empty();
    for (String candidate : known) {
      int distance = distance(word, letters(candidate));
      if (distance <= tolerated) {
        nearest = Optional.of(candidate);
        tolerated = distance - 1;
      }
    }
    return nearest;
  }

  /** {@code api_key}, {@code apiKey} and {@code api-key} are one word. */
  private static String letters(String key) {
    return key.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
  }

  /** Insertions, removals, replacements and swaps of neighbours that lead from one to the other. */
  private static int distance(String from, String to) {
    int[][] steps = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        steps[i][j] = i == 0 ? j : j == 0 ? i : leastSteps(steps, from, to, i, j);
      }
    }
    return steps[from.length()][to.length()];
  }

  private static int leastSteps(int[][] steps, String from, String to, int i, int j) {
    int cost = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
    int least =
        Math.min(steps[i - 1][j - 1] + cost, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
  }
}
