package io.sluice.app;

import io.sluice.file.ContentDigest;
import io.sluice.file.DisplayText;
import io.sluice.file.FileStamp;
import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import io.sluice.file.StampedFile;
import io.sluice.item.Source;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.ToldItem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Takes rows from their source into the ledger, a page at a time, as fast as they are uploaded; and
 * looks again at those that wait there for their files. The body of one thread.
 */
final class RowFeeder {
  private static final int PAGE_ROWS = 200;
  private static final long PAGE_BYTES = 2_000_000;

  /** More need not wait in the ledger for the workers to be kept busy. */
  static final long MOST_PENDING = 4_000;

  private static final int SWEPT_AT_ONCE = 20;
  private static final long SWEEP_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long NAP_MILLIS = 50;
  private static final Set<EntryState> TO_SWEEP = EnumSet.of(EntryState.SETTLING, EntryState.READY);
  private static final Set<EntryState> PENDING =
      EnumSet.of(EntryState.SETTLING, EntryState.READY, EntryState.QUEUED);

  private final long folderId;
  private final RowSource source;
  private final RowNames names;
  private final RowFiles files;
  private final RowOutcomes outcomes;
  private final RowClaims claims;
  private final RowDataset dataset;
  private final Ledger ledger;
  private final long mostPending;
  private final Runnable news;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** Rows that an earlier run left on their way; no more than could be pending then. */
  private final Set<RelativePath> carriedOver = new HashSet<>();

  private volatile boolean exhausted;
  private volatile Optional<String> loss = Optional.empty();
  private long sweptAtNanos = System.nanoTime();

  /**
   * @param mostPending rows that wait in the ledger before no more are taken
   * @param news told when rows wait for upload that did not before
   */
  RowFeeder(
      long folderId,
      RowSource source,
      RowNames names,
      RowFiles files,
      RowOutcomes outcomes,
      RowClaims claims,
      RowDataset dataset,
      Ledger ledger,
      long mostPending,
      Runnable news) {
    this.folderId = folderId;
    this.source = source;
    this.names = names;
    this.files = files;
    this.outcomes = outcomes;
    this.claims = claims;
    this.dataset = dataset;
    this.ledger = ledger;
    this.mostPending = mostPending;
    this.news = news;
  }

  /** Tells of what an earlier run left on its way. Before the pool begins with it. */
  void tellOfLeftOvers() {
    Optional<RelativePath> after = Optional.empty();
    List<FileEntry> some;
    do {
      some = ledger.filesIn(folderId, PENDING, after, PAGE_ROWS);
      some.forEach(entry -> outcomes.found(entry.path(), entry.stamp().sizeBytes()));
      some.forEach(entry -> carriedOver.add(entry.path()));
      after = some.isEmpty() ? after : Optional.of(some.get(some.size() - 1).path());
    } while (some.size() == PAGE_ROWS);
    outcomes.flush();
  }

  /** Runs until it is stopped. */
  void run() {
    try {
      dataset.await();
      feed();
      exhausted = true;
      news.run();
      while (!stopped.await(NAP_MILLIS, TimeUnit.MILLISECONDS)) {
        sweepIfDue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether there are no more rows to come. */
  boolean isExhausted() {
    return exhausted;
  }

  /** Whether there are no more rows to come, and none waits for anything. */
  boolean isDone() {
    return exhausted && ledger.filesIn(folderId, PENDING, Optional.empty(), 1).isEmpty();
  }

  /** Why there may be more rows that could not be had, if so. */
  Optional<String> loss() {
    return loss;
  }

  /** Ends it soon, whatever its source does. */
  void stop() {
    stopped.countDown();
  }

  /** Takes all rows from their source. */
  void feed() throws InterruptedException {
    List<Row> page = page();
    while (!page.isEmpty() && stopped.getCount() > 0) {
      admit(page);
      awaitRoom();
      // What is left of a source that broke once is anybody's guess.
      page = loss.isPresent() ? List.of() : page();
    }
  }

  private void awaitRoom() throws InterruptedException {
    sweepIfDue();
    while (ledger.counts(folderId).of(FileState.PENDING) >= mostPending
        && !stopped.await(NAP_MILLIS, TimeUnit.MILLISECONDS)) {
      sweepIfDue();
    }
  }

  private List<Row> page() {
    List<Row> page = new ArrayList<>();
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
      // The source is the caller's, as may be its faults; what was taken from it goes on.
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

  private void admit(List<Row> page) {
    Map<RelativePath, ToldItem> items = new LinkedHashMap<>();
    for (Row row : page) {
      if (row instanceof Row.Given given) {
        admit(given, items);
      } else {
        mistake(names.path(row.number()), ((Row.Mistake) row).reason());
      }
    }
    outcomes.flush();
    Map<RelativePath, FileEntry> known = ledger.files(folderId, items.keySet());
    items.keySet().removeIf(path -> isUnderWay(path, Optional.ofNullable(known.get(path))));
    consider(items, Map.of(), true);
  }

  private void admit(Row.Given row, Map<RelativePath, ToldItem> items) {
    try {
      ToldItem item = told(row.item());
      Optional<String> trouble = RowMetadata.trouble(item);
      RelativePath path = names.path(row.number(), item);
      if (trouble.isPresent()) {
        mistake(path, trouble.get());
      } else if (!carriedOver.remove(path)) {
        items.put(path, item);
      }
    } catch (IOException e) {
      mistake(names.path(row.number()), "there is no such file");
    }
  }

  private void mistake(RelativePath path, String reason) {
    outcomes.found(path, 0);
    outcomes.failed(path, RowOutcomes.NO_STAMP, reason);
  }

  private static ToldItem told(UploadItem item) throws IOException {
    UploadItem.Content content = item.content();
    if (content instanceof UploadItem.Content.Url url) {
      return new ToldItem(new Source.Url(url.address(), url.kind()), item.details());
    }
    if (content instanceof UploadItem.Content.Text text) {
      return new ToldItem(new Source.Text(text.text()), item.details());
    }
    Path path = ((UploadItem.Content.File) content).path();
    Path real = path.getParent().toRealPath().resolve(path.getFileName());
    StampedFile file = new StampedFile(real, RowOutcomes.NO_STAMP);
    return new ToldItem(new Source.LocalFile(file, Optional.empty()), item.details());
  }

  /** Whether nothing is to be done about a row any more, or it is in the pool's hands. */
  private boolean isUnderWay(RelativePath path, Optional<FileEntry> entry) {
    if (entry.isEmpty()) {
      return false;
    }
    return switch (entry.get().state()) {
      case QUEUED -> {
        outcomes.found(path, entry.get().stamp().sizeBytes());
        yield true;
      }
      case UPLOADED, SKIPPED -> {
        outcomes.found(path, entry.get().stamp().sizeBytes());
        outcomes.done(path, "an earlier run of the same upload has done with it");
        yield true;
      }
      case SETTLING, READY, CONFLICT, INCOMPLETE, FAILED, VANISHED -> false;
    };
  }

  /**
   * Looks at rows that are not in the pool's hands, and hands over what can be sent.
   *
   * @param renamed the contents of those that are to go beside what has their ids
   * @param anew whether they were just read from their source
   */
  private void consider(
      Map<RelativePath, ToldItem> items, Map<RelativePath, ContentDigest> renamed, boolean anew) {
    List<RowClaims.Ready> ready = new ArrayList<>();
    items.forEach(
        (path, item) -> {
          if (anew) {
            outcomes.tell(path, item);
          }
          Optional<ContentDigest> content = Optional.ofNullable(renamed.get(path));
          RowFiles.Found found = look(path, item);
          if (anew) {
            outcomes.found(path, found.sizeBytes());
          }
          stamp(path, found).ifPresent(stamp -> ready.add(ready(path, stamp, item, content)));
        });
    outcomes.flush();
    if (claims.claim(dataset.scope(), ready)) {
      news.run();
    }
  }

  private RowClaims.Ready ready(
      RelativePath path, FileStamp stamp, ToldItem item, Optional<ContentDigest> renamed) {
    RowClaims.Ready plain = new RowClaims.Ready(path, stamp, item, Optional.empty());
    RowClaims.Ready row = renamed.map(plain::beside).orElse(plain);
    outcomes.ready(row);
    return row;
  }

  private RowFiles.Found look(RelativePath path, ToldItem item) {
    if (item.source() instanceof Source.LocalFile local) {
      return files.look(path, local.file().path());
    }
    FileStamp none = RowOutcomes.NO_STAMP;
    long bytes = item.source().sizeBytes();
    return new RowFiles.Found.Whole(new FileStamp(bytes, none.modifiedAt(), none.changedAt(), ""));
  }

  /** The stamp that a row can be sent with now; empty where it cannot. */
  private Optional<FileStamp> stamp(RelativePath path, RowFiles.Found found) {
    if (found instanceof RowFiles.Found.Whole whole) {
      return Optional.of(whole.stamp());
    }
    if (found instanceof RowFiles.Found.Settling settling) {
      outcomes.settling(path, settling.stamp());
    } else if (found instanceof RowFiles.Found.Incomplete incomplete) {
      outcomes.incomplete(path, incomplete.stamp(), incomplete.reason());
    } else {
      String reason = ((RowFiles.Found.Unusable) found).reason();
      outcomes.failed(path, RowOutcomes.NO_STAMP, "its file: " + reason);
    }
    return Optional.empty();
  }

  private void sweepIfDue() {
    if (System.nanoTime() - sweptAtNanos >= SWEEP_EVERY_NANOS) {
      sweep();
      sweptAtNanos = System.nanoTime();
    }
  }

  /** Files that were not whole, rows that were taken back, or whose name has become free. */
  private void sweep() {
    Optional<RelativePath> after = Optional.empty();
    List<FileEntry> some;
    do {
      some = ledger.filesIn(folderId, TO_SWEEP, after, SWEPT_AT_ONCE);
      List<RelativePath> paths = some.stream().map(FileEntry::path).toList();
      Map<RelativePath, ContentDigest> renamed = new HashMap<>();
      some.forEach(
          entry -> entry.renamedFor().ifPresent(content -> renamed.put(entry.path(), content)));
      consider(ledger.told(folderId, paths), renamed, false);
      after = paths.isEmpty() ? after : Optional.of(paths.get(paths.size() - 1));
    } while (some.size() == SWEPT_AT_ONCE && stopped.getCount() > 0);
  }
}
