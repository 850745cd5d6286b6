package io.sluice.ledger;

import io.sluice.file.ContentDigest;
import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The row that a query stands at, read as our own types. {@link Binding} is the way back.
 *
 * @param columns the row
 */
record Row(ResultSet columns) {
  /** Makes a value of a row. */
  interface Reader<T> {
    T read(Row row) throws SQLException;
  }

  long number(String column) throws SQLException {
    return columns.getLong(column);
  }

  boolean flag(String column) throws SQLException {
    return columns.getLong(column) != 0;
  }

  String text(String column) throws SQLException {
    return columns.getString(column);
  }

  <E extends Enum<E>> E word(Class<E> type, String column) throws SQLException {
    return Enum.valueOf(type, columns.getString(column));
  }

  RelativePath path(String column) throws SQLException {
    return new RelativePath(columns.getString(column));
  }

  OptionalLong optionalNumber(String column) throws SQLException {
    long value = columns.getLong(column);
    return columns.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  Optional<Instant> optionalTime(String column) throws SQLException {
    OptionalLong nanos = optionalNumber(column);
    return nanos.isPresent() ? Optional.of(Nanos.toInstant(nanos.getAsLong())) : Optional.empty();
  }

  Optional<ContentDigest> optionalDigest(String column) throws SQLException {
    return Optional.ofNullable(columns.getBytes(column))
        .map(bytes -> new ContentDigest(HexFormat.of().formatHex(bytes)));
  }

  /** The stamp in {@link Binding#STAMP_COLUMNS}, without device and inode. */
  FileStamp stamp() throws SQLException {
    return new FileStamp(
        number("size"),
        Instant.ofEpochSecond(number("mtime_s"), number("mtime_n")),
        Instant.ofEpochSecond(number("ctime_s"), number("ctime_n")),
        "");
  }
}
