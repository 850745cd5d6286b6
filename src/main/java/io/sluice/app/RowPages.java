package io.sluice.app;

import io.sluice.file.DisplayText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes rows from their source, a page at a time. The source is the caller's, as may be its faults:
 * one that breaks ends the pages, and why is kept. Used by one thread, except for {@link #loss}.
 */
final class RowPages {
  private static final int PAGE_ROWS = 200;
  private static final long PAGE_BYTES = 2_000_000;

  private final RowSource source;
  private volatile Optional<String> loss = Optional.empty();

  RowPages(RowSource source) {
    this.source = source;
  }

  /** The next rows, at most a page of them; empty at the end. May block, as the source may. */
  List<Row> next() {
    List<Row> page = new ArrayList<>();
    if (loss.isPresent()) {
      // What is left of a source that broke once is anybody's guess.
      return page;
    }
    long bytes = 0;
    try {
      while (page.size() < PAGE_ROWS && bytes < PAGE_BYTES) {
        Optional<Row> row = source.next();
        if (row.isEmpty()) {
          return page;
        }
        page.add(row.get());
        bytes += bytes(row.get());
      }
    } catch (IOException | RuntimeException e) {
      // What was taken from it goes on.
      loss = Optional.of("the rows could not be read to their end: " + words(e));
    }
    return page;
  }

  private static String words(Exception e) {
    return DisplayText.of(Optional.ofNullable(e.getMessage()).orElseGet(e::toString), 300);
  }

  private static long bytes(Row row) {
    return row instanceof Row.Given given
            && given.item().content() instanceof UploadItem.Content.Text text
        ? text.text().length()
        : 0;
  }

  /** Why there may be more rows that could not be had, if so; from any thread. */
  Optional<String> loss() {
    return loss;
  }
}
