package io.sluice.ledger;

import io.sluice.file.ContentDigest;
import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Fills in the parameters of a statement from our own types. A {@link FileStamp} takes five
 * parameters, every other value one.
 */
final class Binding {
  /** The columns of a stamp, in the order of its parameters: times whole, since any may occur. */
  static final String STAMP_COLUMNS = "size, mtime_s, mtime_n, ctime_s, ctime_n";

  private final PreparedStatement statement;
  private int at = 1;

  private Binding(PreparedStatement statement) {
    this.statement = statement;
  }

  static void fill(PreparedStatement statement, Object... values) throws SQLException {
    Binding binding = new Binding(statement);
    for (Object value : values) {
      binding.add(value);
    }
  }

  private void add(Object value) throws SQLException {
    if (value instanceof Number number) {
      statement.setLong(at++, number.longValue());
    } else if (value instanceof String text) {
      statement.setString(at++, text);
    } else if (value instanceof Enum<?> word) {
      statement.setString(at++, word.name());
    } else if (value instanceof RelativePath path) {
      statement.setString(at++, path.encoded());
    } else if (value instanceof Instant time) {
      statement.setLong(at++, Nanos.of(time));
    } else if (value instanceof ContentDigest digest) {
      statement.setBytes(at++, HexFormat.of().parseHex(digest.hex()));
    } else if (value instanceof FileStamp stamp) {
      addStamp(stamp);
    } else if (value instanceof OptionalLong number) {
      addOptional(number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty());
    } else if (value instanceof Optional<?> optional) {
      addOptional(optional);
    } else {
      throw new IllegalArgumentException("no column holds a " + value.getClass());
    }
  }

  private void addStamp(FileStamp stamp) throws SQLException {
    statement.setLong(at++, stamp.sizeBytes());
    addWhole(stamp.modifiedAt());
    addWhole(stamp.changedAt());
  }

  private void addWhole(Instant time) throws SQLException {
    statement.setLong(at++, time.getEpochSecond());
    statement.setLong(at++, time.getNano());
  }

  private void addOptional(Optional<?> optional) throws SQLException {
    if (optional.isPresent()) {
      add(optional.get());
    } else {
      statement.setObject(at++, null);
    }
  }
}
