package io.sluice.app;

import io.sluice.event.FolderState;
import io.sluice.event.TargetHealth;
import io.sluice.target.TargetException;
import io.sluice.upload.PoolStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is wrong with a folder, and the state that follows from it. Thread-safe. */
final class FolderNotes {
  private volatile Optional<String> root = Optional.empty();
  private final WatchState watch;
  private volatile Optional<TargetException> dataset = Optional.empty();
  private int datasetFailures;
  private boolean scanned;
  private boolean caughtUp;

  FolderNotes(WatchState watch) {
    this.watch = watch;
  }

  /** How its watch does. */
  WatchState watch() {
    return watch;
  }

  /** The folder itself is not there. Says whether that is news. */
  synchronized boolean rootLost(String reason) {
    boolean news = !root.equals(Optional.of(reason));
    root = Optional.of(reason);
    return news;
  }

  /**
   * The folder was walked to its end. Says whether it had been missing.
   *
   * @param number the walk's
   */
  synchronized boolean scanned(long number) {
    watch.scanned(number);
    boolean wasLost = root.isPresent();
    root = Optional.empty();
    scanned = true;
    return wasLost;
  }

  /** Why the folder itself cannot be read, if so. */
  Optional<String> rootLoss() {
    return root;
  }

  synchronized boolean isScanned() {
    return scanned;
  }

  /** Whether a failure is the dataset's, and so the folder's own, rather than the target's. */
  static boolean isAboutDataset(TargetException failure) {
    return failure.kind() == TargetException.Kind.DATASET_MISSING
        || failure.kind() == TargetException.Kind.DATASET_REFUSED
        || failure.kind() == TargetException.Kind.DATASET_FAULTY;
  }

  /** The dataset cannot be had. Says whether that is news. */
  synchronized boolean datasetFailed(TargetException failure) {
    boolean news = dataset.filter(before -> isTheSame(before, failure)).isEmpty();
    dataset = Optional.of(failure);
    datasetFailures++;
    return news;
  }

  private static boolean isTheSame(TargetException before, TargetException now) {
    // Each failure of a server may have words of its own.
    return before.kind() == now.kind()
        && (isFaulty(now) || before.getMessage().equals(now.getMessage()));
  }

  private static boolean isFaulty(TargetException failure) {
    return failure.kind() == TargetException.Kind.DATASET_FAULTY;
  }

  synchronized void datasetOpened() {
    dataset = Optional.empty();
    datasetFailures = 0;
  }

  /**
   * Why the dataset is not worth waiting for, if so: it is not there, was refused twice, since a
   * single refusal may be the platform's mistake, or failed for some 15 seconds.
   */
  synchronized Optional<TargetException> datasetLoss() {
    return dataset.filter(e -> datasetFailures >= failuresToGiveUp(e.kind()));
  }

  private static int failuresToGiveUp(TargetException.Kind kind) {
    return switch (kind) {
      case DATASET_REFUSED -> 2;
      case DATASET_FAULTY -> 4;
      default -> 1;
    };
  }

  /** Why the dataset cannot be had, if so. */
  Optional<TargetException> datasetFailure() {
    return dataset;
  }

  /** What the folder is doing, given how its target does and how many files wait. */
  synchronized FolderState state(PoolStatus pool, long pending) {
    caughtUp |= scanned && pending == 0;
    boolean faulty = dataset.filter(FolderNotes::isFaulty).isPresent();
    boolean refused = dataset.isPresent() && !faulty;
    if (root.isPresent()) {
      return FolderState.DEGRADED;
    }
    if (refused || pool.health() == TargetHealth.REFUSED) {
      return FolderState.REFUSED;
    }
    if (faulty || pool.health() == TargetHealth.UNREACHABLE) {
      return FolderState.UNREACHABLE;
    }
    if (watch.isDegraded()) {
      return FolderState.DEGRADED;
    }
    return caughtUp ? FolderState.WATCHING : FolderState.SYNCING;
  }

  /** What is wrong, in words for people. */
  synchronized List<String> words(PoolStatus pool) {
    List<String> words = new ArrayList<>();
    root.ifPresent(words::add);
    dataset.map(Throwable::getMessage).ifPresent(words::add);
    if (pool.health() != TargetHealth.OK) {
      words.add(pool.reason());
    }
    words.addAll(watch.words());
    return words;
  }
}
