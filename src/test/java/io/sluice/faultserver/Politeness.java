package io.sluice.faultserver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Whether a client kept to its pace and to the server's wishes, by the server's journal. Arrivals
 * are later than departures by what a busy machine makes of it; so much is allowed for.
 */
final class Politeness {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** How much later than another one a request may arrive that left as early. */
  private static final Duration DELAY = Duration.ofMillis(300);

  private final List<Journal.Entry> entries;

  Politeness(List<Journal.Entry> entries) {
    this.entries =
        entries.stream().sorted(Comparator.comparingLong(Journal.Entry::arrivedNanos)).toList();
  }

  /** The most requests that arrived within one second, not counting those to the storage. */
  long busiestSecond() {
    List<Long> counted =
        entries.stream()
            .filter(entry -> entry.step().isCounted())
            .map(Journal.Entry::arrivedNanos)
            .toList();
    int from = 0;
    int most = 0;
    for (int to = 0; to < counted.size(); to++) {
      while (counted.get(to) - counted.get(from) >= SECOND.toNanos()) {
        from++;
      }
      most = Math.max(most, to - from + 1);
    }
    return most;
  }

  List<String> tooFast(int requestsPerSecond) {
    long late = (long) Math.ceil(requestsPerSecond * DELAY.toNanos() / 1e9);
    long allowed = requestsPerSecond + 1 + late;
    return busiestSecond() > allowed
        ? List.of("I10 " + busiestSecond() + " requests in a second, at most " + allowed)
        : List.of();
  }

  /** The most requests under way at once, of those that nothing went wrong with. */
  List<String> tooMany(int workers) {
    List<Journal.Entry> well = entries.stream().filter(entry -> entry.fault().isEmpty()).toList();
    int most = 0;
    for (Journal.Entry entry : well) {
      long at = entry.arrivedNanos();
      long open =
          well.stream().filter(e -> e.arrivedNanos() <= at && at < e.answeredNanos()).count();
      most = Math.max(most, (int) open);
    }
    return most > workers
        ? List.of("I10 " + most + " requests under way at once, of " + workers + " workers")
        : List.of();
  }

  /**
   * Requests within a wait that was asked for. A wait does not outlive the run that it was told to.
   *
   * @param onTheirWay how many requests may have been on their way when it was asked for
   */
  List<String> impatient(List<Long> runsBegun, int onTheirWay) {
    List<String> all = new ArrayList<>();
    for (Journal.Entry asked : entries) {
      long end = asked.answeredNanos() + asked.pause().toNanos();
      long next =
          runsBegun.stream().filter(run -> run > asked.answeredNanos()).findFirst().orElse(end);
      long from = asked.answeredNanos() + DELAY.toNanos();
      List<String> found = new ArrayList<>();
      for (Journal.Entry entry : asked.pause().isZero() ? List.<Journal.Entry>of() : entries) {
        if (entry.arrivedNanos() > from && entry.arrivedNanos() < Math.min(end, next)) {
          found.add(
              "I10 %s of %s, %d ms into a wait of %s (%s to %s, answered after %d ms)"
                  .formatted(
                      entry.step(),
                      entry.paths(),
                      (entry.arrivedNanos() - asked.answeredNanos()) / 1_000_000,
                      asked.pause(),
                      asked.fault(),
                      asked.step(),
                      (asked.answeredNanos() - asked.arrivedNanos()) / 1_000_000));
        }
      }
      all.addAll(found.size() > onTheirWay ? found : List.of());
    }
    return all;
  }
}
