package io.sluice.csv;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the records of a CSV file: fields between commas, quoted where they hold commas, quotes
 * (written twice) or ends of lines. Blanks around a quoted field are passed over, as are empty
 * lines. What is wrong with one record ends that one alone; memory and time are bounded, whatever
 * the file holds.
 *
 * <p>A quoted field that goes on for lines and then grows too long, is not closed, or is closed by
 * what is no closing quote, was not meant to go on: its record is the line that it begins in alone,
 * and the lines after that are read again, as records. One of them that may be the end of that
 * field all the same is none: it has a quote within a plain field.
 */
final class CsvReader {
  /** Of one field, in characters. */
  static final int LONGEST_FIELD = 1_000_000;

  /** Of all fields of a record together, in characters. */
  static final int LONGEST_RECORD = 2_000_000;

  private static final int MOST_FIELDS = 1_000;

  /** Of a record after its first line, as it is written, in characters. */
  private static final int LONGEST_REST = 2 * LONGEST_RECORD;

  private static final String OPEN = "a quote is not closed";

  private final RereadChars chars;
  private final StringBuilder field = new StringBuilder();
  private final List<String> fields = new ArrayList<>();
  private long line = 1;

  /** The last line that may belong to a field which was given up. */
  private long doubtfulLine;

  private long length;
  private boolean tooLong;

  /** Whether the record ends with this line, also within quotes. */
  private boolean lineEnds;

  /** Of a record of several lines, the field that is open at the end of the first one. */
  private int openField;

  /** What was wrong before that. */
  private Optional<String> troubleBefore = Optional.empty();

  private boolean wronglyClosed;
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
    this.chars = new RereadChars(new Utf8Chars(in));
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
    beginRecord();
    while (!isEnd(c)) {
      take(c);
      Optional<String> loose = giveUp(begin);
      if (loose.isPresent()) {
        return Optional.of(firstLine(begin, loose.get()));
      }
      c = read();
    }
    if (place == Place.QUOTED) {
      if (chars.isMarked()) {
        return Optional.of(firstLine(begin, OPEN));
      }
      trouble(OPEN);
    }
    endField();
    chars.unmark();
    long last = c == '\n' ? line - 1 : line;
    return Optional.of(new CsvRecord(begin, last, fields, trouble));
  }

  private void beginRecord() {
    fields.clear();
    length = 0;
    tooLong = false;
    lineEnds = false;
    wronglyClosed = false;
    trouble = Optional.empty();
    beginField();
  }

  /** Why the lines after the first one are not the record's; empty as long as they may be. */
  private Optional<String> giveUp(long begin) {
    if (line > begin && !chars.isMarked() && !lineEnds) {
      openField = fields.size() + 1;
      troubleBefore = trouble;
      if (!chars.mayGoBack()) {
        return Optional.of(OPEN + " in its line, and too many before it are not closed at all");
      }
      chars.mark();
    }
    boolean tooFar = tooLong || chars.sinceMark() > LONGEST_REST;
    if (wronglyClosed && chars.isMarked()) {
      return Optional.of(OPEN + ": the next one, in line " + line + ", closes nothing");
    }
    if (tooFar && place == Place.QUOTED && chars.isMarked()) {
      return Optional.of(OPEN + " within " + LONGEST_FIELD + " characters");
    }
    if (tooFar) {
      chars.unmark();
      lineEnds = true;
    }
    return Optional.empty();
  }

  private CsvRecord firstLine(long begin, String words) {
    doubtfulLine = Math.max(doubtfulLine, line);
    if (chars.isMarked()) {
      chars.goBack();
      line = begin + 1;
    }
    beginField();
    String told = troubleBefore.orElse("field " + openField + ": " + words);
    return new CsvRecord(begin, begin, List.of(), Optional.of(told));
  }

  private boolean isEnd(int c) {
    return c == Utf8Chars.END || (c == '\n' && !isOpen());
  }

  /** Whether the end of a line is text. */
  private boolean isOpen() {
    return place == Place.QUOTED && !lineEnds;
  }

  /** Every end of a line as {@code \n}, but within quotes, where it stays what it is. */
  private int read() throws IOException {
    int c = chars.read();
    if (c == '\r') {
      boolean pair = chars.peek() == '\n';
      if (isOpen()) {
        line += pair ? 0 : 1;
        return '\r';
      }
      if (pair) {
        chars.read();
      }
      c = '\n';
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
          plain(c);
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

  private void plain(int c) {
    if (c == '"' && line <= doubtfulLine) {
      trouble("it has a quote, which may be that of a row before it; write the field in quotes");
    }
    append(c);
  }

  private void after(int c) {
    if (c == ',') {
      endField();
    } else if (!isBlank(c)) {
      wronglyClosed = true;
      trouble("after a closing quote there must be a comma or the end of the line");
    }
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t';
  }

  private void append(int c) {
    length++;
    tooLong |= field.length() >= LONGEST_FIELD || length > LONGEST_RECORD;
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
