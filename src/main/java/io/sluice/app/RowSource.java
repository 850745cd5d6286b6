package io.sluice.app;

import java.io.IOException;
import java.util.Optional;

/** Rows, one at a time, in an order of their own. */
interface RowSource extends AutoCloseable {
  /**
   * The next one; empty at the end. May block.
   *
   * @throws IOException when there may be more, and they cannot be had; in words for people
   */
  Optional<Row> next() throws IOException;

  @Override
  void close() throws IOException;
}
