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
import io.sluice.ledger.SqliteLibrary;
import io.sluice.report.FailureLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
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
  private final StateDirectory state;
  private final Ledger ledger;
  private final Failpoints failpoints;

  private Workplace(
      StateDirectory state, Ledger ledger, Failpoints failpoints, ForwardClock clock) {
    this.state = state;
    this.failpoints = failpoints;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Takes the state directory, opens the ledger and connects the targets of {@code folders}.
   *
   * @throws StartException when any of it cannot be had; nothing stays open then
   */
  static Workplace open(
      WorkSite site,
      SluiceConfig config,
      List<FolderConfig> folders,
      Targets.ServerListener servers,
      ForwardClock clock)
      throws StartException {
    Workplace workplace = openState(site.stateDirectory(), config.stateDirectory(), clock);
    try {
      workplace.connect(site, config, folders, servers);
      return workplace;
    } catch (StartException e) {
      workplace.closeQuietly();
      throw e;
    }
  }

  /**
   * @param ofAll the configured state directory, which {@code directory} may be below
   */
  private static Workplace openState(Path directory, Path ofAll, ForwardClock clock)
      throws StartException {
    try {
      Failpoints failpoints = Failpoints.ofProcess();
      StateDirectory state = StateDirectory.take(directory);
      try {
        SqliteLibrary.load(ofAll);
        Ledger ledger = failpoints.openLedger(state.ledgerFile(), clock.instant());
        Workplace workplace = new Workplace(state, ledger, failpoints, clock);
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
        new Targets(config, threads, clock, closing, servers, site.elsewhere(), failpoints);
    for (FolderConfig folder : folders) {
      if (!links.containsKey(folder.target())) {
        links.put(folder.target(), targets.connect(config.target(folder.target()).orElseThrow()));
      }
    }
  }

  Ledger ledger() {
    return ledger;
  }

  Failpoints failpoints() {
    return failpoints;
  }

  /** The log of failures of the state directory. */
  IngestListener failureLog(Map<String, FailureLog.Destination> destinations) {
    FailureLog log =
        new FailureLog(
            state.failureLog(),
            destinations,
            () -> failpoints.passed(Step.FAILURE_ROTATION, Moment.INSIDE));
    return failpoints.aroundFailureLog(log);
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

  private void threadDied(Throwable error) {
    if (fault.compareAndSet(null, error)) {
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
