package io.sluice.ledger;

import io.sluice.item.FrameRate;
import io.sluice.item.ItemLayout;
import io.sluice.item.ItemOptions;
import java.sql.SQLException;

/** What a platform is told with an item, as columns of its row. */
final class OptionColumns {
  private static final String NATIVE = "native";

  private OptionColumns() {}

  /** The column {@code frame_rate}: a number, {@code native}, or nothing. */
  static String frameRate(ItemOptions options) {
    FrameRate rate = options.frameRate();
    if (rate instanceof FrameRate.PerSecond number) {
      return Double.toString(number.framesPerSecond());
    }
    return rate instanceof FrameRate.Native ? NATIVE : "";
  }

  static long asFrames(ItemOptions options) {
    return options.asFrames() ? 1 : 0;
  }

  static ItemOptions read(Row row) throws SQLException {
    return new ItemOptions(
        frameRate(row.text("frame_rate")),
        row.flag("as_frames"),
        row.word(ItemLayout.class, "layout"));
  }

  private static FrameRate frameRate(String text) {
    return switch (text) {
      case "" -> new FrameRate.Unstated();
      case NATIVE -> new FrameRate.Native();
      default -> new FrameRate.PerSecond(Double.parseDouble(text));
    };
  }
}
