package io.sluice.csv;

import io.sluice.annotation.Concept;
import io.sluice.annotation.GeoPoint;
import io.sluice.annotation.InputDetails;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.List;
import java.util.Optional;

/** The rows of a table of inputs, one at a time, each with what is right or wrong about it. */
public final class CsvRows implements AutoCloseable {
  private static final int[] UTF_8_MARK = {0xEF, 0xBB, 0xBF};

  private final InputStream in;
  private final CsvReader reader;
  private final Header header;
  private final CsvType type;
  private final boolean labels;

  private CsvRows(InputStream in, CsvReader reader, Header header, CsvType type, boolean labels) {
    this.in = in;
    this.reader = reader;
    this.header = header;
    this.type = type;
    this.labels = labels;
  }

  /**
   * Reads the first line.
   *
   * @param in the file, which is closed with this, and when this fails
   * @param labels whether the column with concepts is read, and needed
   * @throws WrongTableException when that line does not name the columns of such a table
   */
  public static CsvRows open(InputStream in, CsvType type, boolean labels)
      throws IOException, WrongTableException {
    boolean opened = false;
    try {
      CsvReader reader = new CsvReader(withoutMark(in));
      CsvRecord first =
          reader
              .next()
              .orElseThrow(
                  () ->
                      new WrongTableException(
                          "the file is empty; its first line names the columns: "
                              + Column.titles()));
      Header header = Header.of(first, labels);
      opened = true;
      return new CsvRows(in, reader, header, type, labels);
    } finally {
      if (!opened) {
        in.close();
      }
    }
  }

  private static InputStream withoutMark(InputStream in) throws IOException, WrongTableException {
    PushbackInputStream pushback = new PushbackInputStream(in, UTF_8_MARK.length);
    byte[] start = pushback.readNBytes(UTF_8_MARK.length);
    boolean marked = start.length == UTF_8_MARK.length;
    for (int i = 0; marked && i < start.length; i++) {
      marked = (start[i] & 0xFF) == UTF_8_MARK[i];
    }
    if (start.length > 1 && isMarkOf16((start[0] & 0xFF) << 8 | (start[1] & 0xFF))) {
      throw new WrongTableException("the file is in UTF-16; save it in UTF-8");
    }
    if (!marked) {
      pushback.unread(start);
    }
    return pushback;
  }

  private static boolean isMarkOf16(int firstTwo) {
    return firstTwo == 0xFEFF || firstTwo == 0xFFFE;
  }

  /** The next row; empty at the end. */
  public Optional<CsvRow> next() throws IOException {
    return reader.next().map(this::row);
  }

  private CsvRow row(CsvRecord record) {
    Optional<String> trouble =
        record.trouble().isPresent() ? record.trouble() : wrongWidth(record.fields().size());
    if (trouble.isPresent()) {
      String lines =
          record.lastLine() > record.line()
              ? " (the row ends in line " + record.lastLine() + ")"
              : "";
      return new CsvRow.Mistake(record.line(), trouble.get() + lines);
    }
    Column at = Column.INPUT;
    try {
      String input = field(record, at);
      InputText.check(input, type);
      at = Column.INPUTID;
      Optional<String> id = InputIdText.read(field(record, at));
      at = Column.CONCEPTS;
      List<Concept> concepts = labels ? ConceptText.read(field(record, at)) : List.of();
      at = Column.METADATA;
      String metadata = MetadataText.read(field(record, at));
      at = Column.GEOPOINTS;
      Optional<GeoPoint> place = GeoText.read(field(record, at));
      return new CsvRow.Input(
          record.line(),
          type == CsvType.RAW ? input : input.strip(),
          new InputDetails(id, concepts, metadata, place, List.of()));
    } catch (IllegalArgumentException e) {
      return new CsvRow.Mistake(record.line(), "column " + at.title() + ": " + e.getMessage());
    }
  }

  private String field(CsvRecord record, Column column) {
    return header.field(record, column).orElse("");
  }

  private Optional<String> wrongWidth(int fields) {
    return fields == header.width()
        ? Optional.empty()
        : Optional.of(
            "has %d fields, and the first line has %d columns".formatted(fields, header.width()));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
