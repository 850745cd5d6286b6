package io.sluice.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One word of several: the constants of an enum, in small letters with hyphens. */
final class ChoiceText {
  private ChoiceText() {}

  static <E extends Enum<E>> ValueReader<E> of(Class<E> type) {
    List<E> constants = Arrays.asList(type.getEnumConstants());
    return text -> {
      for (E constant : constants) {
        if (render(constant).equals(text)) {
          return constant;
        }
      }
      throw BadValue.expected(
          "must be " + alternatives(constants.stream().map(ChoiceText::render).toList()));
    };
  }

  static String render(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@code a, b or c}. */
  static String alternatives(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }
}
