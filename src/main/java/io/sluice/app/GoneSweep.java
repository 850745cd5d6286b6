package io.sluice.app;

import io.sluice.file.RelativePath;
import io.sluice.ledger.FileChange;
import io.sluice.ledger.KnownFile;
import io.sluice.ledger.Ledger;
import io.sluice.source.Look;
import io.sluice.source.RootUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * Once a day, compares every row of a folder with the disk: notes since when a file is missed, and
 * forgets those that have been missed for long. So that a folder that files are taken out of does
 * not grow in the ledger for ever; nor does what is kept of datasets that were made anew. Runs on
 * the folder's scan thread, a page at a time.
 */
final class GoneSweep {
  private static final Duration INTERVAL = Duration.ofDays(1);
  private static final Duration LISTING_KEPT = Duration.ofDays(2);
  private static final int PAGE = 1_000;

  private final long folderId;
  private final Inspector inspector;
  private final Ledger ledger;
  private final Duration forgetAfter;
  private final Clock clock;

  GoneSweep(long folderId, Inspector inspector, Ledger ledger, Duration forgetAfter, Clock clock) {
    this.folderId = folderId;
    this.inspector = inspector;
    this.ledger = ledger;
    this.forgetAfter = forgetAfter;
    this.clock = clock;
  }

  /**
   * Sweeps, unless that was done in the last day.
   *
   * @param unreadable what could not be read, and so cannot be said to be gone
   */
  void runIfDue(Set<RelativePath> unreadable)
      throws RootUnavailableException, InterruptedException {
    Instant now = clock.instant();
    Instant last = ledger.sweptAt(folderId);
    boolean done = !last.isAfter(now) && last.plus(INTERVAL).isAfter(now);
    if (done) {
      return;
    }
    Optional<RelativePath> after = Optional.empty();
    List<KnownFile> page = ledger.known(folderId, after, PAGE);
    while (!page.isEmpty()) {
      compare(page, unreadable);
      after = Optional.of(page.get(page.size() - 1).path());
      page = ledger.known(folderId, after, PAGE);
    }
    forget(now);
    ledger.swept(folderId, now);
  }

  private void compare(List<KnownFile> page, Set<RelativePath> unreadable)
      throws RootUnavailableException, InterruptedException {
    List<FileChange> changes = new ArrayList<>();
    for (KnownFile file : page) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (!unreadable.contains(file.path())) {
        change(file).ifPresent(changes::add);
      }
    }
    // An unplugged disk makes every file look gone: then none of it is written down.
    if (!changes.isEmpty() && inspector.isRootThere()) {
      ledger.record(folderId, changes, clock.instant());
    }
  }

  private Optional<FileChange> change(KnownFile file) throws RootUnavailableException {
    Look look = inspector.look(file.path());
    if (look instanceof Look.Gone && !file.gone()) {
      return Optional.of(new FileChange.Vanished(file.path()));
    }
    boolean back =
        look instanceof Look.Found found
            && file.gone()
            && found.file().stamp().sameContentStamp(file.stamp());
    return back
        ? Optional.of(new FileChange.Restamped(file.path(), file.stamp()))
        : Optional.empty();
  }

  private void forget(Instant now) throws InterruptedException {
    Instant before = now.minus(forgetAfter);
    toTheEnd(() -> ledger.forget(folderId, before, PAGE, now));
    toTheEnd(() -> ledger.forgetUnbound(before, PAGE, now));
    ledger
        .scope(folderId)
        .ifPresent(scope -> ledger.listings(folderId, scope).forget(now.minus(LISTING_KEPT)));
  }

  private static void toTheEnd(IntSupplier page) throws InterruptedException {
    do {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    } while (page.getAsInt() == PAGE);
  }
}
