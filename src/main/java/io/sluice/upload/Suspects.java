package io.sluice.upload;

import io.sluice.item.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Items of calls that failed while the target did well otherwise: one of them may be why. Counted
 * for each item, since groups are made up anew each time, and other groups that do well meanwhile
 * say nothing of this one. Remembers the latest {@value #MOST}. Safe for all threads.
 */
final class Suspects {
  static final int MOST = 10_000;

  private final Map<Long, Integer> failures =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Integer> eldest) {
          return size() > MOST;
        }
      };

  /** A call for these items failed. Says how often one of them was part of such a call. */
  synchronized int failed(List<Item> items) {
    return items.stream()
        .mapToInt(item -> failures.merge(item.id(), 1, Integer::sum))
        .max()
        .orElse(0);
  }
}
