package io.sluice.target.clarifai;

import io.sluice.target.TargetException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.HttpUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The ids of the concepts that labels stand for. A concept that is there under that name is used
 * with the id that it has, since clients of the platform differ in the ids that they make; one that
 * is not comes into being with the first input that has it, with its name as its id. Thread-safe.
 */
final class Concepts {
  private static final Logger log = LoggerFactory.getLogger(Concepts.class);

  /** How long the list counts as whole: until then a label that it lacks is a new one. */
  private static final Duration LIFE = Duration.ofMinutes(15);

  private static final int PAGE = 128;
  private static final int MOST_PAGES = 400;

  /** As many as there are on so many whole pages: a server may send more than it was asked for. */
  private static final int MOST_KNOWN = PAGE * MOST_PAGES;

  private final ClarifaiApi api;
  private final Clock clock;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile Listed listed = new Listed(Map.of(), Instant.MIN);

  /**
   * The app's concepts as they were.
   *
   * @param idsByName not changed any more
   */
  private record Listed(Map<String, String> idsByName, Instant since) {}

  Concepts(ClarifaiApi api, Clock clock) {
    this.api = api;
    this.clock = clock;
  }

  /** The concept id of each label. */
  Map<String, String> ids(Set<String> labels) throws TargetException, InterruptedException {
    Map<String, String> known = known(labels);
    Map<String, String> ids = new HashMap<>();
    labels.forEach(label -> ids.put(label, known.getOrDefault(label, label)));
    return ids;
  }

  /** The list, read (again) where it lacks a label and is old. One reads; the others need not. */
  private Map<String, String> known(Set<String> labels)
      throws TargetException, InterruptedException {
    if (suffices(labels)) {
      return listed.idsByName();
    }
    reading.lockInterruptibly();
    try {
      if (!suffices(labels)) {
        Instant now = clock.instant();
        listed = new Listed(read(), now);
      }
      return listed.idsByName();
    } finally {
      reading.unlock();
    }
  }

  private boolean suffices(Set<String> labels) {
    Listed last = listed;
    Instant now = clock.instant();
    boolean fresh = !last.since().isAfter(now) && last.since().isAfter(now.minus(LIFE));
    return fresh || last.idsByName().keySet().containsAll(labels);
  }

  private Map<String, String> read() throws TargetException, InterruptedException {
    Map<String, String> idsByName = new HashMap<>();
    int seen = 0;
    int before = -1;
    for (int page = 1; seen > before && page <= MOST_PAGES && seen < MOST_KNOWN; page++) {
      before = seen;
      seen += read(page, idsByName);
    }
    if (seen > before) {
      log.warn(
          "the app has more than the {} concepts that were read: a label among the others that has"
              + " an id which is not its name comes to be a second concept of that name",
          seen);
    }
    return idsByName;
  }

  /** How many concepts are on a page. A short one need not be the last: servers have limits. */
  private int read(int page, Map<String, String> idsByName)
      throws TargetException, InterruptedException {
    HttpUrl url =
        api.app()
            .addPathSegment("concepts")
            .addQueryParameter("page", Integer.toString(page))
            .addQueryParameter("per_page", Integer.toString(PAGE))
            .build();
    ApiAnswer answer = api.get(url);
    if (!answer.isGood()) {
      throw api.unexpected(answer);
    }
    JsonNode concepts = answer.body().path("concepts");
    for (JsonNode concept : concepts.values()) {
      WireFields.text(concept, "id")
          .ifPresent(id -> idsByName.put(WireFields.text(concept, "name").orElse(id), id));
    }
    return concepts.size();
  }
}
