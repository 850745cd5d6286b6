package io.sluice.app;

import io.sluice.file.ContentDigest;
import io.sluice.file.FileStamp;
import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import io.sluice.item.Source;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.ToldItem;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
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
  /** More need not wait in the ledger for the workers to be kept busy. */
  static final long MOST_PENDING = 4_000;

  private static final int SWEPT_AT_ONCE = 20;
  private static final long SWEEP_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long NAP_MILLIS = 50;
  private static final Set<EntryState> TO_SWEEP = EnumSet.of(EntryState.SETTLING, EntryState.READY);
  private static final Set<EntryState> PENDING =
      EnumSet.of(EntryState.SETTLING, EntryState.READY, EntryState.QUEUED);

  private final long folderId;
  private final RowPages pages;
  private final RowAdmission admission;
  private final RowFiles files;
  private final RowOutcomes outcomes;
  private final RowClaims claims;
  private final RowDataset dataset;
  private final Ledger ledger;
  private final long mostPending;
  private final Runnable news;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean exhausted;
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
    this.pages = new RowPages(source);
    this.admission = new RowAdmission(folderId, names, ledger, outcomes);
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
    admission.tellOfLeftOvers();
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
    return pages.loss();
  }

  /** Ends it soon, whatever its source does. */
  void stop() {
    stopped.countDown();
  }

  /** Takes all rows from their source. */
  void feed() throws InterruptedException {
    List<Row> page = pages.next();
    while (!page.isEmpty() && stopped.getCount() > 0) {
      consider(admission.admit(page), Map.of(), true);
      awaitRoom();
      page = pages.next();
    }
  }

  private void awaitRoom() throws InterruptedException {
    sweepIfDue();
    while (ledger.counts(folderId).of(FileState.PENDING) >= mostPending
        && !stopped.await(NAP_MILLIS, TimeUnit.MILLISECONDS)) {
      sweepIfDue();
    }
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
