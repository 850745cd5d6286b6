package io.sluice.csv;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A column that a table may have. */
enum Column {
  INPUTID,
  INPUT,
  CONCEPTS,
  METADATA,
  GEOPOINTS;

  /** As the first line has it. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Column> of(String title) {
    return Arrays.stream(values()).filter(column -> column.title().equals(title)).findFirst();
  }

  /** All of them, for people. */
  static String titles() {
    return Arrays.stream(values()).map(Column::title).collect(Collectors.joining(", "));
  }
}
