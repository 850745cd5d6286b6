package io.sluice.csv;

import io.sluice.file.DisplayText;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which column stands where.
 *
 * @param places from 0
 * @param width how many columns there are
 */
record Header(Map<Column, Integer> places, int width) {
  private static final int SHOWN = 40;

  Header {
    places = Map.copyOf(places);
  }

  /**
   * @param labels whether the column with the concepts is needed
   * @throws WrongTableException when a column is unknown, missing, or there twice
   */
  static Header of(CsvRecord record, boolean labels) throws WrongTableException {
    if (record.trouble().isPresent()) {
      throw new WrongTableException("line 1: " + record.trouble().get());
    }
    Map<Column, Integer> places = new EnumMap<>(Column.class);
    List<String> titles = record.fields();
    for (int i = 0; i < titles.size(); i++) {
      String title = titles.get(i).strip();
      Column column = Column.of(title).orElseThrow(() -> unknown(title));
      if (places.put(column, i) != null) {
        throw new WrongTableException("line 1: the column " + title + " is there twice");
      }
    }
    require(places, Column.INPUT, "");
    if (labels) {
      require(places, Column.CONCEPTS, ", or give --no-labels");
    }
    return new Header(places, titles.size());
  }

  private static WrongTableException unknown(String title) {
    return new WrongTableException(
        "line 1: there is no column '%s'; the first line names the columns, with commas between"
                .formatted(DisplayText.of(title, SHOWN))
            + " them: "
            + Column.titles());
  }

  private static void require(Map<Column, Integer> places, Column column, String otherwise)
      throws WrongTableException {
    if (!places.containsKey(column)) {
      throw new WrongTableException(
          "line 1: the column %s is missing: add it%s".formatted(column.title(), otherwise));
    }
  }

  /** The field of a column; empty where the table does not have it. */
  Optional<String> field(CsvRecord record, Column column) {
    return Optional.ofNullable(places.get(column)).map(place -> record.fields().get(place));
  }
}
