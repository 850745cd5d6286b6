package io.sluice.target.clarifai;

import io.sluice.target.Dataset;
import io.sluice.target.TargetException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which inputs of the app are in a dataset. The platform does not say so of an input; it is asked
 * of the dataset, page by page where several are in question, else one by one. Thread-safe.
 */
final class Members {
  /** How long a member is believed to stay one. */
  private static final Duration LIFE = Duration.ofMinutes(15);

  /** Most inputs in one request. */
  static final int PAGE = 128;

  /** From so many on, a page is worth more than single questions. */
  private static final int WORTH_A_PAGE = 8;

  /** Read at once: should what is looked for come still later, it is asked for one by one. */
  private static final int MOST_PAGES = 40;

  private static final int MOST_KNOWN = 200_000;

  private final ClarifaiApi api;
  private final Clock clock;
  private final ReentrantLock reading = new ReentrantLock();
  private final Map<String, Known> datasets = new HashMap<>();

  Members(ClarifaiApi api, Clock clock) {
    this.api = api;
    this.clock = clock;
  }

  /** What was seen of one dataset. */
  private static final class Known {
    private final Instant since;
    private final Set<String> ids = new HashSet<>();
    private int lastPage = 1;
    private boolean listed;

    Known(Instant since) {
      this.since = since;
    }
  }

  /** Those of {@code ids} that are in the dataset. */
  Set<String> among(Dataset dataset, Collection<String> ids)
      throws TargetException, InterruptedException {
    RefusedIds refused = new RefusedIds();
    Set<String> members = among(dataset, ids, refused);
    refused.requireNone();
    return members;
  }

  /**
   * As {@link #among(Dataset, Collection)}.
   *
   * @param refused is told of those that cannot be asked for
   */
  Set<String> among(Dataset dataset, Collection<String> ids, RefusedIds refused)
      throws TargetException, InterruptedException {
    Set<String> members = new HashSet<>(ids);
    for (String id : unlisted(dataset, ids)) {
      if (!isMember(dataset, id, refused)) {
        members.remove(id);
      }
    }
    return members;
  }

  /**
   * As {@link #among}; but once the whole dataset was listed, what the list did not have is not
   * asked for: it may have been added by others within the last minutes.
   */
  Set<String> listed(Dataset dataset, Collection<String> ids)
      throws TargetException, InterruptedException {
    Set<String> outside = unlisted(dataset, ids);
    Set<String> members = new HashSet<>(ids);
    boolean whole = isListed(dataset);
    RefusedIds refused = new RefusedIds();
    for (String id : outside) {
      if (whole || !isMember(dataset, id, refused)) {
        members.remove(id);
      }
    }
    refused.requireNone();
    return members;
  }

  /** Those that no page has which is worth reading for them. */
  private Set<String> unlisted(Dataset dataset, Collection<String> ids)
      throws TargetException, InterruptedException {
    Set<String> open = unknown(dataset, ids);
    if (open.size() >= WORTH_A_PAGE) {
      // One at a time: what one reads, the others need not.
      reading.lockInterruptibly();
      try {
        open = read(dataset, unknown(dataset, open));
      } finally {
        reading.unlock();
      }
    }
    return open;
  }

  /**
   * Reads pages that may tell of some ids.
   *
   * @return those that they did not tell of
   */
  private Set<String> read(Dataset dataset, Set<String> ids)
      throws TargetException, InterruptedException {
    Set<String> open = ids;
    // What was just added comes first, or last: nobody says. So pages are read from the first one
    // on, as far as they have something new, and then as many more as are worth it, each once in a
    // while.
    boolean news = true;
    for (int page = 1; news && open.size() >= WORTH_A_PAGE && page <= MOST_PAGES; page++) {
      news = read(dataset, page);
      open = unknown(dataset, open);
    }
    for (int pages = open.size() / WORTH_A_PAGE; pages > 0 && !open.isEmpty(); pages--) {
      if (!read(dataset, nextPage(dataset))) {
        break;
      }
      open = unknown(dataset, open);
    }
    return open;
  }

  /**
   * Puts inputs of the app into the dataset.
   *
   * @return those of which the platform does not say that they are in it now
   */
  Set<String> add(Dataset dataset, Collection<String> ids)
      throws TargetException, InterruptedException {
    return addTold(dataset, ids).keySet();
  }

  /** As {@link #add}, with what the platform says of each that failed. */
  Map<String, String> addTold(Dataset dataset, Collection<String> ids)
      throws TargetException, InterruptedException {
    Map<String, String> failed = new LinkedHashMap<>();
    List<String> all = List.copyOf(new LinkedHashSet<>(ids));
    for (int from = 0; from < all.size(); from += PAGE) {
      failed.putAll(addSome(dataset, all.subList(from, Math.min(all.size(), from + PAGE))));
    }
    return failed;
  }

  private Map<String, String> addSome(Dataset dataset, List<String> ids)
      throws TargetException, InterruptedException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode inputs = body.putArray("dataset_inputs");
    ids.forEach(id -> inputs.addObject().putObject("input").put("id", id));
    ApiAnswer answer = api.post(url(dataset).build(), body);
    Map<String, String> failed = new LinkedHashMap<>();
    if (!answer.isGood() && answer.status().code() != StatusCode.FAILURE) {
      throw api.unexpected(answer);
    }
    if (answer.status().code() != StatusCode.SUCCESS) {
      ids.forEach(id -> failed.put(id, api.said(answer.status())));
    }
    for (JsonNode entry : answer.body().path("dataset_inputs").values()) {
      String id = WireFields.text(entry.path("input"), "id").orElse("");
      Optional<WireStatus> told = WireStatus.in(entry);
      if (isIn(told.map(WireStatus::code).orElse(StatusCode.ADDED))) {
        failed.remove(id);
      } else {
        failed.put(id, api.said(told.get()));
      }
    }
    failed.keySet().retainAll(ids);
    Set<String> added = new LinkedHashSet<>(ids);
    added.removeAll(failed.keySet());
    remember(dataset, added);
    return failed;
  }

  private static boolean isIn(int code) {
    return code == StatusCode.ADDED || code == StatusCode.SUCCESS || StatusCode.isDuplicate(code);
  }

  private boolean isMember(Dataset dataset, String id, RefusedIds refused)
      throws TargetException, InterruptedException {
    ApiAnswer answer = api.get(url(dataset).addPathSegment(id).build());
    if (answer.isMissing()) {
      return false;
    }
    if (StatusCode.isBadRequest(answer.status().code())) {
      refused.add(id, api.said(answer.status()));
      return false;
    }
    if (!answer.isGood()) {
      throw api.unexpected(answer);
    }
    remember(dataset, Set.of(id));
    return true;
  }

  /** Whether the page told of members that were not known. */
  private boolean read(Dataset dataset, int page) throws TargetException, InterruptedException {
    HttpUrl url =
        url(dataset)
            .addQueryParameter("page", Integer.toString(page))
            .addQueryParameter("per_page", Integer.toString(PAGE))
            .build();
    ApiAnswer answer = api.get(url);
    if (!answer.isGood()) {
      throw api.unexpected(answer);
    }
    List<String> ids = new ArrayList<>();
    for (JsonNode entry : answer.body().path("dataset_inputs").values()) {
      WireFields.text(entry.path("input"), "id").ifPresent(ids::add);
    }
    return remember(dataset, page, ids);
  }

  private synchronized Set<String> unknown(Dataset dataset, Collection<String> ids) {
    Set<String> unknown = new LinkedHashSet<>(ids);
    unknown.removeAll(known(dataset).ids);
    return unknown;
  }

  private synchronized void remember(Dataset dataset, Collection<String> ids) {
    known(dataset).ids.addAll(ids);
  }

  /** What comes last may be on the last page that had any, the next time. */
  private synchronized boolean remember(Dataset dataset, int page, Collection<String> ids) {
    Known known = known(dataset);
    known.listed |= ids.isEmpty();
    known.lastPage = ids.isEmpty() ? Math.max(1, page - 2) : Math.max(known.lastPage, page);
    return known.ids.addAll(ids);
  }

  /** These are asked for again. */
  synchronized void forget(Dataset dataset, Collection<String> ids) {
    known(dataset).ids.removeAll(ids);
  }

  /** Whether the end of its list was seen of late. */
  private synchronized boolean isListed(Dataset dataset) {
    return known(dataset).listed;
  }

  /** The page after those that were read of late. */
  private synchronized int nextPage(Dataset dataset) {
    return known(dataset).lastPage + 1;
  }

  private Known known(Dataset dataset) {
    Known known = datasets.get(dataset.id());
    Instant now = clock.instant();
    boolean usable =
        known != null
            && known.ids.size() < MOST_KNOWN
            && !known.since.isAfter(now)
            && known.since.plus(LIFE).isAfter(now);
    if (usable) {
      return known;
    }
    Known fresh = new Known(now);
    datasets.put(dataset.id(), fresh);
    return fresh;
  }

  private HttpUrl.Builder url(Dataset dataset) {
    return api.app()
        .addPathSegment("datasets")
        .addPathSegment(dataset.name())
        .addPathSegment("inputs");
  }
}
