package io.sluice.config;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 500ms}, {@code 2s}, {@code 10m}, {@code 1h}, {@code 90d}.
 */
final class DurationText {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Duration LONGEST = Duration.ofDays(3650);
  private static final String ALLOWED =
      "must be a duration with a unit such as 500ms, 2s, 10m, 1h or 90d";

  private record Unit(String symbol, Duration length) {}

  private static final List<Unit> LARGEST_FIRST =
      List.of(
          new Unit("d", Duration.ofDays(1)),
          new Unit("h", Duration.ofHours(1)),
          new Unit("m", Duration.ofMinutes(1)),
          new Unit("s", Duration.ofSeconds(1)),
          new Unit("ms", Duration.ofMillis(1)));

  private DurationText() {}

  /** A duration above zero and of ten years at most. */
  static Duration parse(String text) throws BadValue {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw BadValue.expected(ALLOWED);
    }
    Duration duration = unit(form.group(2)).multipliedBy(Long.parseLong(form.group(1)));
    if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
      throw BadValue.expected("must be above zero and at most " + render(LONGEST));
    }
    return duration;
  }

  /** As {@link #parse}, but not below {@code least}. */
  static ValueReader<Duration> atLeast(Duration least) {
    return text -> {
      Duration duration = parse(text);
      if (duration.compareTo(least) < 0) {
        throw BadValue.expected("must be at least " + render(least));
      }
      return duration;
    };
  }

  /** As {@link #parse}, but {@code 0s} as well, and not above {@code most}. */
  static ValueReader<Duration> zeroTo(Duration most) {
    return text -> {
      Matcher form = FORM.matcher(text);
      boolean none = form.matches() && Long.parseLong(form.group(1)) == 0;
      Duration duration = none ? Duration.ZERO : parse(text);
      if (duration.compareTo(most) > 0) {
        throw BadValue.expected("must be at most " + render(most));
      }
      return duration;
    };
  }

  /** The text in the largest unit that divides it. */
  static String render(Duration duration) {
    for (Unit unit : LARGEST_FIRST) {
      long count = duration.dividedBy(unit.length());
      if (count > 0 && unit.length().multipliedBy(count).equals(duration)) {
        return count + unit.symbol();
      }
    }
    return duration.isZero() ? "0s" : duration.toMillis() + "ms";
  }

  private static Duration unit(String symbol) {
    return LARGEST_FIRST.stream()
        .filter(unit -> unit.symbol().equals(symbol))
        .findFirst()
        .orElseThrow()
        .length();
  }
}
