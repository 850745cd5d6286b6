package io.sluice.config;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 100KB} is 100,000 bytes, {@code 50MiB} is 52,428,800. */
final class ByteSizeText {
  private static final Pattern FORM = Pattern.compile("(\\d{1,12})(B|[KMGT]i?B)");
  private static final String ALLOWED =
      "must be a size with a unit such as 1B, 100KB, 20MB, 50MiB or 2GB";

  private record Unit(String symbol, long bytes) {}

  private static final List<Unit> LARGEST_FIRST =
      List.of(
          new Unit("TiB", 1L << 40),
          new Unit("TB", 1_000_000_000_000L),
          new Unit("GiB", 1L << 30),
          new Unit("GB", 1_000_000_000L),
          new Unit("MiB", 1L << 20),
          new Unit("MB", 1_000_000L),
          new Unit("KiB", 1L << 10),
          new Unit("KB", 1_000L),
          new Unit("B", 1L));

  private ByteSizeText() {}

  /** A number of bytes, zero included. */
  static long parse(String text) throws BadValue {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw BadValue.expected(ALLOWED);
    }
    try {
      return Math.multiplyExact(Long.parseLong(form.group(1)), unit(form.group(2)));
    } catch (ArithmeticException e) {
      throw BadValue.expected("must be below 8000000TB");
    }
  }

  /** As {@link #parse}, but not zero. */
  static long parsePositive(String text) throws BadValue {
    long bytes = parse(text);
    if (bytes == 0) {
      throw BadValue.expected("must be above zero");
    }
    return bytes;
  }

  /** The text in the largest unit that divides it. */
  static String render(long bytes) {
    for (Unit unit : LARGEST_FIRST) {
      if (bytes >= unit.bytes() && bytes % unit.bytes() == 0) {
        return bytes / unit.bytes() + unit.symbol();
      }
    }
    return "0B";
  }

  private static long unit(String symbol) {
    return LARGEST_FIRST.stream()
        .filter(unit -> unit.symbol().equals(symbol))
        .findFirst()
        .orElseThrow()
        .bytes();
  }
}
