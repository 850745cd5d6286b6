package io.sluice.app;

import io.sluice.file.RelativePath;
import java.util.Comparator;

/**
 * The order that people give to numbered files: {@code img2} before {@code img10}. Digits count as
 * a number, everything else by its characters.
 */
final class NaturalOrder implements Comparator<RelativePath> {
  @Override
  public int compare(RelativePath one, RelativePath other) {
    int byText = compare(one.display(), other.display());
    return byText != 0 ? byText : one.compareTo(other);
  }

  private static int compare(String one, String other) {
    int i = 0;
    int j = 0;
    while (i < one.length() && j < other.length()) {
      int endOne = run(one, i);
      int endOther = run(other, j);
      String left = one.substring(i, endOne);
      String right = other.substring(j, endOther);
      int order =
          isDigit(left.charAt(0)) && isDigit(right.charAt(0))
              ? numbers(left, right)
              : left.compareTo(right);
      if (order != 0) {
        return order;
      }
      i = endOne;
      j = endOther;
    }
    return Integer.compare(one.length() - i, other.length() - j);
  }

  /** Where the digits, or the other characters, from {@code start} on end. */
  private static int run(String text, int start) {
    int end = start + 1;
    while (end < text.length() && isDigit(text.charAt(end)) == isDigit(text.charAt(start))) {
      end++;
    }
    return end;
  }

  /** Without a limit on their length; leading zeros do not count, unless nothing else differs. */
  private static int numbers(String left, String right) {
    String one = left.replaceFirst("^0+(?=.)", "");
    String other = right.replaceFirst("^0+(?=.)", "");
    int byLength = Integer.compare(one.length(), other.length());
    int byDigits = byLength != 0 ? byLength : one.compareTo(other);
    return byDigits != 0 ? byDigits : Integer.compare(left.length(), right.length());
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
