package io.sluice.csv;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A record of a CSV file.
 *
 * @param line the line that it begins in, from 1
 * @param lastLine the line that it ends in
 * @param fields its fields; where something is wrong with it, those before that
 * @param trouble what is wrong with how it is written, in words
 */
record CsvRecord(long line, long lastLine, List<String> fields, Optional<String> trouble) {
  CsvRecord {
    fields = List.copyOf(fields);
    Objects.requireNonNull(trouble, "trouble");
  }
}
