package io.sluice.faultserver;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Folders that are synced at the same time, each to a server of its own, again and again until all
 * is uploaded; the oracle looks after every run. In parts, since a run with faults mostly waits.
 */
final class MixedRun {
  private static final int MOST_RUNS = 400;

  private final Path directory;
  private final Script script;
  private final int batch;

  /**
   * @param directory an empty one
   * @param script shared by all parts
   * @param batch files in a request
   */
  MixedRun(Path directory, Script script, int batch) {
    this.directory = directory;
    this.script = script;
    this.batch = batch;
  }

  /**
   * What it took.
   *
   * @param runs syncs
   * @param requests of all kinds
   * @param transfers files that were sent, in whole or in part
   * @param hits faults by their label
   */
  record Cost(long runs, long requests, long transfers, Map<String, Integer> hits) {
    long faults() {
      return hits.values().stream().mapToLong(Integer::longValue).sum();
    }

    private Cost and(Cost other) {
      Map<String, Integer> sum = new TreeMap<>(hits);
      other.hits().forEach((label, count) -> sum.merge(label, count, Integer::sum));
      return new Cost(
          runs + other.runs, requests + other.requests, transfers + other.transfers, sum);
    }

    @Override
    public String toString() {
      return "%d runs, %d requests, %d transfers, %d faults %s"
          .formatted(runs, requests, transfers, faults(), hits);
    }
  }

  /** Uploads {@code parts} times {@code files} files. */
  Cost run(int parts, int files) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(parts);
    try {
      List<Future<Cost>> running = new ArrayList<>();
      for (int i = 0; i < parts; i++) {
        running.add(threads.submit(() -> part(files)));
      }
      Cost sum = new Cost(0, 0, 0, Map.of());
      for (Future<Cost> part : running) {
        sum = sum.and(part.get());
      }
      return sum;
    } finally {
      threads.shutdownNow();
    }
  }

  private Cost part(int files) throws Exception {
    FaultSite site = new FaultSite(Files.createTempDirectory(directory, "part")).batches(batch);
    SourceTree before = SourceTree.of(site.files(files).inbox());
    Platform platform = new Platform(new Store(), Platform.Sizes.COMPARED);
    try (RecordingServer other = new RecordingServer();
        Journal journal = new Journal(site.journal());
        FaultServer server = new FaultServer(platform, script, journal, other.url())) {
      int runs = 0;
      SyncEnd end;
      do {
        end = site.sync(server.url());
        Invariants.assertNone(Invariants.violations(site, server, before, end), site);
        runs++;
      } while (end.code() != 0 && runs < MOST_RUNS);
      Invariants.assertAllUploaded(site, server, before, end);
      if (!other.arrivals().isEmpty()) {
        throw new AssertionError("another host was sent something: " + other.arrivals());
      }
      return new Cost(runs, journal.entries().size(), journal.count(Step.TRANSFER), journal.hits());
    }
  }
}
