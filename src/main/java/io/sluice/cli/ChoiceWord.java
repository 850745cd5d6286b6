package io.sluice.cli;

import io.sluice.file.DisplayText;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the constants of an enum as the help has them: in small letters; large ones do, too. */
final class ChoiceWord<E extends Enum<E>> implements ITypeConverter<E> {
  private static final int LONGEST_SHOWN = 40;

  private final List<E> choices;

  ChoiceWord(Class<E> type) {
    this.choices = Arrays.asList(type.getEnumConstants());
  }

  @Override
  public E convert(String text) {
    return choices.stream()
        .filter(choice -> choice.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "must be " + words() + ", not '" + DisplayText.of(text, LONGEST_SHOWN) + "'"));
  }

  private String words() {
    List<String> words =
        choices.stream().map(choice -> choice.name().toLowerCase(Locale.ROOT)).toList();
    int last = words.size() - 1;
    return String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }
}
