package io.sluice.datasetserver;

import java.util.List;

/**
 * Part of a list.
 *
 * @param rows what was asked for, at most {@code limit}
 * @param limit the limit that was applied
 * @param offset rows left out before
 * @param total rows of the whole list
 */
record Slice<T>(List<T> rows, int limit, long offset, long total) {
  Slice {
    rows = List.copyOf(rows);
    if (limit < 1 || offset < 0 || total < 0) {
      throw new IllegalArgumentException("limit " + limit + ", offset " + offset);
    }
  }

  boolean hasMore() {
    return offset + rows.size() < total && !rows.isEmpty();
  }
}
