package io.sluice.app;

import io.sluice.event.IngestEvent;
import io.sluice.event.IngestListener;
import io.sluice.file.RelativePath;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Ledger;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The moment from which a run of a folder counts: its dataset is known (or known not to be had), so
 * that the ledger's rows are those of this dataset, and nothing has been sent yet. What an earlier
 * run left ready or queued is told of here, since the walk may not see it any more.
 */
final class StartingPoint {
  private static final int PAGE = 1_000;
  private static final Set<EntryState> LEFT_OVER = EnumSet.of(EntryState.READY, EntryState.QUEUED);

  private final FolderContext folder;
  private final Ledger ledger;
  private final IngestListener events;
  private final AtomicBoolean told = new AtomicBoolean();
  private final CountDownLatch reached = new CountDownLatch(1);

  StartingPoint(FolderContext folder, Ledger ledger, IngestListener events) {
    this.folder = folder;
    this.ledger = ledger;
    this.events = events;
  }

  /** The dataset is known, or known not to be had. Only the first call does something. */
  void reached() {
    if (told.compareAndSet(false, true)) {
      tellOfLeftOvers();
      reached.countDown();
    }
  }

  void await() throws InterruptedException {
    reached.await();
  }

  private void tellOfLeftOvers() {
    Optional<RelativePath> after = Optional.empty();
    List<FileEntry> page;
    do {
      page = ledger.filesIn(folder.folderId(), LEFT_OVER, after, PAGE);
      page.forEach(entry -> events.on(new IngestEvent.FileFound(folder.name(), entry.path())));
      after = page.isEmpty() ? after : Optional.of(page.get(page.size() - 1).path());
    } while (page.size() == PAGE);
  }
}
