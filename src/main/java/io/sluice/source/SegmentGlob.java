package io.sluice.source;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The part of a glob between two slashes: {@code *}, {@code ?}, {@code [a-z]}, {@code [!a]}, and
 * backslash escapes.
 *
 * <p>Matching takes at most (length of name) x (length of pattern) steps, whatever the pattern.
 */
final class SegmentGlob {
  private static final IntPredicate STAR = new Star();

  private final IntPredicate[] tokens;

  private SegmentGlob(List<IntPredicate> tokens) {
    this.tokens = tokens.toArray(IntPredicate[]::new);
  }

  /** A pattern that every name matches. */
  static SegmentGlob everything() {
    return new SegmentGlob(List.of(STAR));
  }

  /**
   * @throws IllegalArgumentException with what is wrong with {@code text}
   */
  static SegmentGlob parse(String text) {
    List<IntPredicate> tokens = new ArrayList<>();
    int[] pattern = text.codePoints().toArray();
    int at = 0;
    while (at < pattern.length) {
      int c = pattern[at];
      if (c == '*') {
        if (tokens.isEmpty() || tokens.get(tokens.size() - 1) != STAR) {
          tokens.add(STAR);
        }
      } else if (c == '?') {
        tokens.add(any -> true);
      } else if (c == '[') {
        int end = endOfClass(pattern, at);
        tokens.add(characterClass(pattern, at + 1, end));
        at = end;
      } else {
        at += c == '\\' ? 1 : 0;
        tokens.add(literal(pattern, at));
      }
      at++;
    }
    return new SegmentGlob(tokens);
  }

  /**
   * Whether all of {@code name} (folded) matches. On a mismatch only the last star takes one
   * character more; earlier stars never need to, so there is no exponential search.
   */
  boolean matches(int[] name) {
    int token = 0;
    int at = 0;
    int lastStar = -1;
    int starFrom = 0;
    while (at < name.length) {
      if (token < tokens.length && tokens[token] == STAR) {
        lastStar = token++;
        starFrom = at;
      } else if (token < tokens.length && tokens[token].test(name[at])) {
        token++;
        at++;
      } else if (lastStar >= 0) {
        token = lastStar + 1;
        at = ++starFrom;
      } else {
        return false;
      }
    }
    while (token < tokens.length && tokens[token] == STAR) {
      token++;
    }
    return token == tokens.length;
  }

  private static IntPredicate literal(int[] pattern, int at) {
    if (at >= pattern.length) {
      throw new IllegalArgumentException("a backslash at the end escapes nothing");
    }
    int wanted = FoldedPath.fold(pattern[at]);
    return c -> c == wanted;
  }

  /** A bracket directly after the opening one (or its negation) stands for itself. */
  private static int endOfClass(int[] pattern, int open) {
    int at = open + 1;
    if (at < pattern.length && isNegation(pattern[at])) {
      at++;
    }
    for (at++; at < pattern.length; at++) {
      if (pattern[at] == ']') {
        return at;
      }
    }
    throw new IllegalArgumentException("[ without ] (write \\[ for the character itself)");
  }

  private static IntPredicate characterClass(int[] pattern, int from, int end) {
    boolean negated = isNegation(pattern[from]);
    IntPredicate any = c -> false;
    int at = negated ? from + 1 : from;
    while (at < end) {
      boolean range = at + 2 < end && pattern[at + 1] == '-';
      any = any.or(range(pattern[at], range ? pattern[at + 2] : pattern[at]));
      at += range ? 3 : 1;
    }
    return negated ? any.negate() : any;
  }

  /** Tested in both letter cases, because {@code [A-Z]} is not a range of folded characters. */
  private static IntPredicate range(int low, int high) {
    if (low > high) {
      throw new IllegalArgumentException(
          "the range [" + Character.toString(low) + "-" + Character.toString(high) + "] is empty");
    }
    return c -> isWithin(c, low, high) || isWithin(Character.toUpperCase(c), low, high);
  }

  private static boolean isWithin(int c, int low, int high) {
    return c >= low && c <= high;
  }

  private static boolean isNegation(int c) {
    return c == '!' || c == '^';
  }

  /** Any number of characters; known by identity. */
  private static final class Star implements IntPredicate {
    @Override
    public boolean test(int c) {
      return true;
    }
  }
}
