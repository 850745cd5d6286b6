package io.sluice.csv;

import io.sluice.annotation.InputDetails;
import java.util.Objects;

/** A row of a table of inputs. */
public sealed interface CsvRow {
  /** The line that it begins in, from 1. */
  long line();

  /**
   * An input.
   *
   * @param input a URL, a path seen from the CSV file, or a text; not blank
   * @param details its id, if the table has one for it, its concepts, metadata and place
   */
  record Input(long line, String input, InputDetails details) implements CsvRow {
    public Input {
      Objects.requireNonNull(details, "details");
      if (input.isBlank()) {
        throw new IllegalArgumentException("an input must not be blank: line " + line);
      }
    }
  }

  /**
   * A row that is no input.
   *
   * @param reason the column and what is wrong, in words that hold nothing of the row
   */
  record Mistake(long line, String reason) implements CsvRow {
    public Mistake {
      Objects.requireNonNull(reason, "reason");
    }
  }
}
