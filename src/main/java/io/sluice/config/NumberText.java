package io.sluice.config;

import java.util.regex.Pattern;

/** Plain numbers and switches: decimal digits, {@code true} and {@code false}, nothing else. */
final class NumberText {
  private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");
  private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

  private NumberText() {}

  static ValueReader<Integer> between(int least, int most) {
    return text -> {
      int number = WHOLE.matcher(text).matches() ? Integer.parseInt(text) : -1;
      if (number < least || number > most) {
        throw BadValue.expected("must be a whole number from " + least + " to " + most);
      }
      return number;
    };
  }

  static double parseRate(String text) throws BadValue {
    double rate = DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : 0;
    if (rate <= 0 || rate > PaceConfig.MAX_RATE) {
      throw BadValue.expected(
          "must be a number above 0 and at most " + Math.round(PaceConfig.MAX_RATE));
    }
    return rate;
  }

  static boolean parseSwitch(String text) throws BadValue {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw BadValue.expected("must be true or false");
    };
  }
}
