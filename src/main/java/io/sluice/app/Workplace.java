package io.sluice.app;

import io.sluice.config.FolderConfig;
import io.sluice.config.SluiceConfig;
import io.sluice.event.IngestListener;
import io.sluice.failpoint.BadFailpointException;
import io.sluice.failpoint.Failpoints;
import io.sluice.failpoint.Moment;
import io.sluice.failpoint.Step;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.LedgerException;
import io.sluice.ledger.LedgerException.Kind;
import io.sluice.ledger.SqliteLibrary;
import io.sluice.report.FailureLog;
import io.sluice.target.PartBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * What any run needs and has for itself: the state directory, the ledger, the connected targets and
 * the means to make threads. Closed newest first.
 */
final class Workplace implements AutoCloseable {
  private final CloseStack closing = new CloseStack();
  private final AtomicReference<Throwable> fault = new AtomicReference<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Threads threads = new Threads(this::threadDied);
  private final ForwardClock clock;
  private final Map<String, TargetLink> links = new LinkedHashMap<>();
  private final Path failureLog;
  private final Ledger ledger;
  private final Failpoints failpoints;
  private final LedgerOutage outage;
  private volatile PartBytes bytes = PartBytes.UNWATCHED;

  private Workplace(
      Path failureLog,
      Ledger ledger,
      Failpoints failpoints,
      LedgerOutage outage,
      ForwardClock clock) {
    this.failureLog = failureLog;
    this.failpoints = failpoints;
    this.ledger = ledger;
    this.outage = outage;
    this.clock = clock;
  }

  /**
   * Takes the state directory, opens the ledger and connects the targets of {@code folders}.
   *
   * @param outage what is done when the ledger cannot be written later on
   * @throws StartException when any of it cannot be had; nothing stays open then
   */
  static Workplace open(
      WorkSite site,
      SluiceConfig config,
      List<FolderConfig> folders,
      Targets.ServerListener servers,
      LedgerOutage outage,
      ForwardClock clock)
      throws StartException {
    OpenFileLimit.requireEnough();
    Workplace workplace = openState(site, config.stateDirectory(), outage, clock);
    try {
      workplace.connect(site, config, folders, servers);
      return workplace;
    } catch (StartException e) {
      workplace.closeQuietly();
      throw e;
    }
  }

  /**
   * @param ofAll the configured state directory, which that of {@code site} may be below
   */
  private static Workplace openState(
      WorkSite site, Path ofAll, LedgerOutage outage, ForwardClock clock) throws StartException {
    try {
      Failpoints failpoints = Failpoints.ofProcess();
      StateDirectory state = site.take();
      try {
        SqliteLibrary.load(ofAll);
        Ledger ledger =
            failpoints.openLedger(state.ledgerFile(), clock.instant(), outage.patience());
        Workplace workplace =
            new Workplace(StateDirectory.failureLog(ofAll), ledger, failpoints, outage, clock);
        workplace.closing.push(state);
        workplace.closing.push(ledger);
        return workplace;
      } catch (LedgerException e) {
        state.close();
        throw new StartException(e.getMessage(), e);
      }
    } catch (StateDirectory.UnusableException | BadFailpointException e) {
      throw new StartException(e.getMessage(), e);
    } catch (IOException e) {
      throw new StartException("the state directory cannot be given up: " + e.getMessage(), e);
    }
  }

  private void connect(
      WorkSite site,
      SluiceConfig config,
      List<FolderConfig> folders,
      Targets.ServerListener servers)
      throws StartException {
    Targets targets =
        new Targets(
            config,
            threads,
            clock,
            closing,
            servers,
            site.elsewhere(),
            failpoints,
            (item, part, sent, length) -> bytes.sent(item, part, sent, length));
    for (FolderConfig folder : folders) {
      if (!links.containsKey(folder.target())) {
        links.put(folder.target(), targets.connect(config.target(folder.target()).orElseThrow()));
      }
    }
  }

  /**
   * Makes something that reads and writes the ledger as it is made.
   *
   * @throws StartException when the ledger cannot be used; everything is closed then
   */
  <T> T build(Supplier<T> part) throws StartException {
    try {
      return part.get();
    } catch (LedgerException e) {
      closeQuietly();
      throw new StartException(e.getMessage(), e);
    }
  }

  Ledger ledger() {
    return ledger;
  }

  Failpoints failpoints() {
    return failpoints;
  }

  LedgerOutage outage() {
    return outage;
  }

  /**
   * The log of failures of the configured state directory, which a run beside a daemon writes to as
   * well.
   */
  IngestListener failureLog(Map<String, FailureLog.Destination> destinations) {
    FailureLog log =
        new FailureLog(
            failureLog,
            destinations,
            () -> failpoints.passed(Step.FAILURE_ROTATION, Moment.INSIDE));
    return failpoints.aroundFailureLog(log);
  }

  /** From now on {@code listener} hears of the bytes that go out to the targets. */
  void hearBytes(PartBytes listener) {
    bytes = listener;
  }

  Map<String, TargetLink> links() {
    return links;
  }

  Threads threads() {
    return threads;
  }

  /** Something to be closed before everything that is open already. */
  <T extends AutoCloseable> T closeFirst(T resource) {
    return closing.push(resource);
  }

  /** Counted down when a thread has died, or when the run is to end for another reason. */
  CountDownLatch ended() {
    return ended;
  }

  /** What a thread died of, if one did. */
  Optional<Throwable> fault() {
    return Optional.ofNullable(fault.get());
  }

  /** Why a run has to end before its time: the ledger could not be written for long. */
  Optional<String> ledgerLoss() {
    return fault()
        .filter(error -> error instanceof LedgerException e && e.kind() == Kind.UNAVAILABLE)
        .map(error -> error.getMessage() + "; the rest is left to the next run");
  }

  private void threadDied(Throwable error) {
    if (error instanceof LedgerException trouble && trouble.kind() == Kind.CUT_OFF) {
      // It waited for the disk when it was told to end: what it was about to note is found out
      // anew.
      return;
    }
    boolean told = error instanceof LedgerException trouble && trouble.kind() == Kind.UNAVAILABLE;
    if (fault.compareAndSet(null, error) && !told) {
      LoggerFactory.getLogger(Workplace.class)
          .error("thread {} died", Thread.currentThread().getName(), error);
    }
    ended.countDown();
  }

  @Override
  public void close() throws IOException {
    closing.close();
  }

  /** Closes what was opened for a start that failed; that failure is what the user hears of. */
  void closeQuietly() {
    try {
      close();
    } catch (IOException e) {
      LoggerFactory.getLogger(Workplace.class).warn("while giving up: {}", e.toString());
    }
  }
}
