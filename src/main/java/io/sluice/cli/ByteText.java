package io.sluice.cli;

import java.util.Locale;

/** Bytes for people: {@code 31.3 KB}, in powers of 1000. */
final class ByteText {
  private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB", "PB", "EB"};

  private ByteText() {}

  static String of(long bytes) {
    return in(unit(bytes), bytes) + " " + UNITS[unit(bytes)];
  }

  /** So many of so many, in the unit of the latter: {@code 0.4/31.3 KB}. */
  static String of(long bytes, long all) {
    int unit = unit(all);
    return in(unit, bytes) + "/" + in(unit, all) + " " + UNITS[unit];
  }

  private static int unit(long bytes) {
    int unit = 0;
    for (double value = bytes; value >= 1000 && unit < UNITS.length - 1; value /= 1000) {
      unit++;
    }
    return unit;
  }

  private static String in(int unit, long bytes) {
    return unit == 0
        ? Long.toString(bytes)
        : String.format(Locale.ROOT, "%.1f", bytes / Math.pow(1000, unit));
  }
}
