package io.sluice.faultserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a server was asked and what it answered, only ever added to. Thread-safe. */
final class Journal implements AutoCloseable {
  private final List<Entry> entries = new ArrayList<>();
  private final Writer file;
  private long origin;

  /**
   * @param file the same for people, a line for each request
   */
  Journal(Path file) throws IOException {
    this.file = Files.newBufferedWriter(file);
  }

  /**
   * One request.
   *
   * @param arrivedNanos when its head was there
   * @param answeredNanos when its answer, or what stood for one, began
   * @param paths the images that it was about
   * @param bodyBytes how much of its body was read
   * @param keyed whether it carried the API key
   * @param fault the label of what went wrong; empty when nothing did
   * @param status what was answered; 0 where nothing was, or nothing that has a status
   * @param pause the wait that the answer asked for
   * @param committed the images that it made count
   */
  record Entry(
      long arrivedNanos,
      long answeredNanos,
      Step step,
      List<String> paths,
      long bodyBytes,
      boolean keyed,
      String fault,
      int status,
      Duration pause,
      List<String> committed) {}

  synchronized void add(Entry entry) {
    origin = entries.isEmpty() ? entry.arrivedNanos() : origin;
    entries.add(entry);
    try {
      file.write(
          "%.3f %s %s body=%d fault=%s status=%d pause=%s committed=%s%n"
              .formatted(
                  (entry.arrivedNanos() - origin) / 1e9,
                  entry.step(),
                  entry.paths(),
                  entry.bodyBytes(),
                  entry.fault(),
                  entry.status(),
                  entry.pause(),
                  entry.committed()));
      file.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** How often each fault was played. */
  Map<String, Integer> hits() {
    Map<String, Integer> hits = new TreeMap<>();
    entries().stream()
        .filter(entry -> !entry.fault().isEmpty())
        .forEach(entry -> hits.merge(entry.fault(), 1, Integer::sum));
    return hits;
  }

  long count(Step step) {
    return entries().stream().filter(entry -> entry.step() == step).count();
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }
}
