package io.sluice.app;

import com.google.common.hash.Hashing;
import io.sluice.event.IngestEvent;
import io.sluice.event.IngestListener;
import io.sluice.file.RelativePath;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Ledger;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

/**
 * The moment from which a run of a folder counts: its dataset is known (or known not to be had), so
 * that the ledger's rows are those of this dataset, and nothing has been sent yet. What an earlier
 * run left ready or queued is told of here, since the walk may not see it any more, and is known as
 * {@link #isCarriedOver} from then on, since some of it may be done before the walk comes to it.
 */
final class StartingPoint {
  private static final int PAGE = 1_000;
  private static final Set<EntryState> LEFT_OVER = EnumSet.of(EntryState.READY, EntryState.QUEUED);

  private final FolderContext folder;
  private final Ledger ledger;
  private final IngestListener events;
  private final AtomicBoolean told = new AtomicBoolean();
  private final CountDownLatch reached = new CountDownLatch(1);

  /** Of each path a hash of 64 bits, in order: a million of them may be left over. */
  private volatile long[] carriedOver = {};

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

  /** Whether a file was ready or queued at this point, and has been told of. */
  boolean isCarriedOver(RelativePath path) {
    return Arrays.binarySearch(carriedOver, hash(path)) >= 0;
  }

  private static long hash(RelativePath path) {
    return Hashing.sipHash24().hashUnencodedChars(path.encoded()).asLong();
  }

  private void tellOfLeftOvers() {
    LongStream.Builder hashes = LongStream.builder();
    Optional<RelativePath> after = Optional.empty();
    List<FileEntry> page;
    do {
      page = ledger.filesIn(folder.folderId(), LEFT_OVER, after, PAGE);
      for (FileEntry entry : page) {
        long bytes = entry.stamp().sizeBytes();
        events.on(new IngestEvent.FileFound(folder.name(), entry.path(), bytes));
        hashes.add(hash(entry.path()));
      }
      after = page.isEmpty() ? after : Optional.of(page.get(page.size() - 1).path());
    } while (page.size() == PAGE);
    carriedOver = hashes.build().sorted().toArray();
  }
}
