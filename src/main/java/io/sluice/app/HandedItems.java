package io.sluice.app;

import java.util.Iterator;
import java.util.Optional;

/** The items of a program's iterator, numbered as they come. */
final class HandedItems implements RowSource {
  private final Iterator<UploadItem> items;
  private long taken;

  HandedItems(Iterator<UploadItem> items) {
    this.items = items;
  }

  @Override
  public Optional<Row> next() {
    return items.hasNext() ? Optional.of(new Row.Given(++taken, items.next())) : Optional.empty();
  }

  @Override
  public void close() {}
}
