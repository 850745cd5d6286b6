package io.sluice.app;

import io.sluice.event.FolderState;
import io.sluice.ledger.LedgerPatience;
import io.sluice.ledger.OutageListener;
import io.sluice.report.FolderSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the pipeline stands still because its ledger cannot be written: said once in the log, and
 * shown as the state of every folder meanwhile. Thread-safe.
 */
final class LedgerOutage implements OutageListener {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerOutage.class);

  /** Long enough for a log rotation to make room; somebody waits for the command. */
  static final Duration ONE_SHOT_PATIENCE = Duration.ofSeconds(20);

  private static final Duration DAEMON_PATIENCE = Duration.ofDays(36_500);

  private final LedgerPatience patience;
  private final AtomicReference<Optional<String>> reason = new AtomicReference<>(Optional.empty());
  private volatile Runnable meanwhile = () -> {};

  private LedgerOutage(Duration longest) {
    this.patience = new LedgerPatience(longest, this);
  }

  /** For a daemon, which waits as long as it takes. */
  static LedgerOutage ofDaemon() {
    return new LedgerOutage(DAEMON_PATIENCE);
  }

  /** For a command that somebody waits for, which gives up after a while. */
  static LedgerOutage ofOneShot() {
    return new LedgerOutage(ONE_SHOT_PATIENCE);
  }

  LedgerPatience patience() {
    return patience;
  }

  /**
   * From now on calls wait for the ledger.
   *
   * @param meanwhile done at every try while they do, on the thread that waits
   */
  void begin(Runnable meanwhile) {
    this.meanwhile = meanwhile;
    patience.begin();
  }

  /** What waits for the ledger gives up. */
  void giveUp() {
    patience.end();
  }

  /** Why the ledger cannot be written, while that is so. */
  Optional<String> reason() {
    return reason.get();
  }

  @Override
  public void waiting(String why) {
    String words = why + "; uploads pause until it can be written";
    if (reason.getAndSet(Optional.of(words)).isEmpty()) {
      LOG.warn("{}", words);
    }
    meanwhile.run();
  }

  @Override
  public void over(Duration lasted) {
    reason.set(Optional.empty());
    LOG.info("the ledger can be written again after {} s; uploads go on", lasted.toSeconds());
  }

  /** A folder as it is seen while the ledger is away. */
  FolderSnapshot onto(FolderSnapshot folder) {
    if (reason().isEmpty()) {
      return folder;
    }
    List<String> notes = new ArrayList<>(folder.notes());
    notes.add(0, reason().get());
    return new FolderSnapshot(
        folder.name(),
        folder.target(),
        folder.counts(),
        folder.ignored(),
        FolderState.DEGRADED,
        notes,
        folder.at());
  }
}
