package io.sluice.csv;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the records of a CSV file: fields between commas, quoted where they hold commas, quotes
 * (written twice) or ends of lines. Blanks around a quoted field are passed over, as are empty
 * lines. What is wrong with one record ends that one alone; memory is bounded, whatever the file
 * holds.
 */
final class CsvReader {
  /** Of one field, in characters. */
  static final int LONGEST_FIELD = 1_000_000;

  /** Of all fields of a record together, in characters. */
  static final int LONGEST_RECORD = 2_000_000;

  private static final int MOST_FIELDS = 1_000;
  private static final int NOTHING = -3;

  private final Utf8Chars chars;
  private final StringBuilder field = new StringBuilder();
  private final List<String> fields = new ArrayList<>();
  private int pushedBack = NOTHING;
  private long line = 1;
  private long length;
  private Optional<String> trouble = Optional.empty();
  private Place place = Place.BEFORE;

  /** Where in a field the reader is. */
  private enum Place {
    /** Nothing but blanks so far. */
    BEFORE,
    PLAIN,
    QUOTED,
    /** After a quote within a quoted field, which may be its end. */
    QUOTE,
    /** The quoted field has ended. */
    AFTER
  }

  CsvReader(InputStream in) {
    this.chars = new Utf8Chars(in);
  }

  /** The next record; empty at the end. */
  Optional<CsvRecord> next() throws IOException {
    int c = read();
    while (c == '\n') {
      c = read();
    }
    if (c == Utf8Chars.END) {
      return Optional.empty();
    }
    long begin = line;
    fields.clear();
    length = 0;
    trouble = Optional.empty();
    beginField();
    while (!isEnd(c)) {
      take(c);
      c = read();
    }
    if (place == Place.QUOTED) {
      trouble("a quote is not closed");
    }
    endField();
    long last = c == '\n' ? line - 1 : line;
    return Optional.of(new CsvRecord(begin, last, fields, trouble));
  }

  private boolean isEnd(int c) {
    return c == Utf8Chars.END || (c == '\n' && place != Place.QUOTED);
  }

  /** Every end of a line as {@code \n}, but within quotes, where it stays what it is. */
  private int read() throws IOException {
    int c = pushedBack == NOTHING ? chars.read() : pushedBack;
    pushedBack = NOTHING;
    if (c == '\r') {
      int next = chars.read();
      boolean quoted = place == Place.QUOTED;
      if (next != '\n' || quoted) {
        pushedBack = next;
      }
      line += next == '\n' && quoted ? 0 : 1;
      return quoted ? '\r' : '\n';
    }
    line += c == '\n' ? 1 : 0;
    return c;
  }

  private void take(int c) {
    if (c == Utf8Chars.MALFORMED) {
      trouble("it is not in UTF-8");
      return;
    }
    switch (place) {
      case BEFORE -> before(c);
      case PLAIN -> {
        if (c == ',') {
          endField();
        } else {
          append(c);
        }
      }
      case QUOTED -> {
        if (c == '"') {
          place = Place.QUOTE;
        } else {
          append(c);
        }
      }
      case QUOTE -> {
        if (c == '"') {
          place = Place.QUOTED;
          append(c);
        } else {
          place = Place.AFTER;
          after(c);
        }
      }
      case AFTER -> after(c);
    }
  }

  private void before(int c) {
    if (c == '"') {
      field.setLength(0);
      place = Place.QUOTED;
    } else if (c == ',') {
      endField();
    } else {
      place = isBlank(c) ? Place.BEFORE : Place.PLAIN;
      append(c);
    }
  }

  private void after(int c) {
    if (c == ',') {
      endField();
    } else if (!isBlank(c)) {
      trouble("after a closing quote there must be a comma or the end of the line");
    }
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t';
  }

  private void append(int c) {
    length++;
    if (field.length() >= LONGEST_FIELD) {
      trouble("a field has more than " + LONGEST_FIELD + " characters");
    } else if (length > LONGEST_RECORD) {
      trouble("it has more than " + LONGEST_RECORD + " characters");
    } else {
      field.append((char) c);
    }
  }

  private void beginField() {
    // A builder that was once large would stay so.
    if (field.capacity() > 1 << 16) {
      field.setLength(0);
      field.trimToSize();
    }
    field.setLength(0);
    place = Place.BEFORE;
  }

  private void endField() {
    if (fields.size() >= MOST_FIELDS) {
      trouble("it has more than " + MOST_FIELDS + " fields");
    } else if (trouble.isEmpty()) {
      fields.add(field.toString());
    }
    beginField();
  }

  /** The first one is told. */
  private void trouble(String words) {
    trouble = Optional.of(trouble.orElseGet(() -> "field " + (fields.size() + 1) + ": " + words));
  }
}
