package io.sluice.upload;

import io.sluice.ledger.Lane;
import io.sluice.target.SentItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts sent items together for one commit: until there are enough, or no transfer of their folder
 * and lane is left to wait for, or the first has waited long enough. So one slow transfer delays no
 * other file. Not thread-safe: its pool guards it.
 */
final class CommitGather {
  private final int mostItems;
  private final long mostBytes;
  private final Map<Key, Gathered> groups = new LinkedHashMap<>();
  private final Map<Key, Integer> transfers = new LinkedHashMap<>();

  /**
   * @param mostBytes of the files of one commit; a larger file is committed alone
   */
  CommitGather(int mostItems, long mostBytes) {
    this.mostItems = mostItems;
    this.mostBytes = mostBytes;
  }

  private record Key(long folderId, String datasetId, Lane lane) {
    static Key of(Job.ForItems job) {
      OpenFolder folder = job.folder();
      return new Key(folder.order().folderId(), folder.dataset().id(), job.lane());
    }
  }

  private record Gathered(OpenFolder folder, List<SentItem> sent, Instant since) {}

  /** A transfer waits, whose end {@link #transferEnded} tells. */
  void transferAdded(Job.Transfer transfer) {
    transfers.merge(Key.of(transfer), 1, Integer::sum);
  }

  void transferEnded(Job.Transfer transfer) {
    transfers.computeIfPresent(Key.of(transfer), (key, open) -> open == 1 ? null : open - 1);
  }

  /** Takes what was sent. */
  void add(Job.Commit commit, Instant now) {
    groups
        .computeIfAbsent(
            Key.of(commit), key -> new Gathered(commit.folder(), new ArrayList<>(), now))
        .sent()
        .addAll(commit.sent());
  }

  /** The groups that are to be committed now. */
  List<Job.Commit> due(Instant now, Duration wait) {
    List<Job.Commit> due = new ArrayList<>();
    groups
        .entrySet()
        .removeIf(
            entry -> {
              Gathered group = entry.getValue();
              boolean ready =
                  group.sent().size() >= mostItems
                      || bytes(group.sent()) >= mostBytes
                      || !transfers.containsKey(entry.getKey())
                      || now.isBefore(group.since())
                      || !now.isBefore(group.since().plus(wait));
              if (ready) {
                due.addAll(commits(entry.getKey(), group));
              }
              return ready;
            });
    return due;
  }

  private List<Job.Commit> commits(Key key, Gathered group) {
    List<Job.Commit> commits = new ArrayList<>();
    int from = 0;
    while (from < group.sent().size()) {
      int to = from + fitting(group.sent().subList(from, group.sent().size()));
      commits.add(new Job.Commit(group.folder(), key.lane(), group.sent().subList(from, to)));
      from = to;
    }
    return commits;
  }

  /** How many of the first go together; at least one. */
  private int fitting(List<SentItem> sent) {
    int items = 1;
    long bytes = sent.get(0).item().sizeBytes();
    while (items < Math.min(sent.size(), mostItems)) {
      bytes += sent.get(items).item().sizeBytes();
      if (bytes > mostBytes) {
        return items;
      }
      items++;
    }
    return items;
  }

  private static long bytes(List<SentItem> sent) {
    return sent.stream().mapToLong(one -> one.item().sizeBytes()).sum();
  }

  /** When {@link #due} is worth asking again, if anything waits. */
  Optional<Instant> nextAt(Duration wait) {
    return groups.values().stream()
        .map(group -> group.since().plus(wait))
        .min(Comparator.naturalOrder());
  }
}
