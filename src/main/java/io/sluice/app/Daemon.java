package io.sluice.app;

import io.sluice.config.FolderConfig;
import io.sluice.config.ReportConfig;
import io.sluice.config.ReportFormat;
import io.sluice.config.SluiceConfig;
import io.sluice.event.IngestListener;
import io.sluice.failpoint.Failpoints;
import io.sluice.ledger.LedgerException;
import io.sluice.report.FailureLog;
import io.sluice.report.PeriodicReport;
import io.sluice.report.ReportLog;
import io.sluice.report.ReportSink;
import io.sluice.report.Tally;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Full sync of every folder, then watching, until closed.
 *
 * <p>Closing may be called from any thread, a shutdown hook among them; it stops everything within
 * {@link #GRACE} and a few seconds, and writes the last report.
 */
public final class Daemon implements AutoCloseable {
  /** How long work under way may go on after {@link #close}. */
  public static final Duration GRACE = Duration.ofSeconds(12);

  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

  private final Workplace workplace;
  private final Pipeline pipeline;
  private final DaemonControl control;
  private final PeriodicReport report;
  private final ForwardClock clock;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Daemon(
      Workplace workplace,
      Pipeline pipeline,
      DaemonControl control,
      PeriodicReport report,
      ForwardClock clock) {
    this.workplace = workplace;
    this.pipeline = pipeline;
    this.control = control;
    this.report = report;
    this.clock = clock;
  }

  /**
   * Starts to serve {@code folders}; a folder that is not there is waited for.
   *
   * @throws StartException when the state directory is locked or cannot be written, or a port is
   *     taken
   */
  public static Daemon start(
      SluiceConfig config, List<FolderConfig> folders, DaemonObserver observer)
      throws StartException {
    ForwardClock clock = ForwardClock.system();
    Map<String, FailureLog.Destination> destinations = FolderSync.destinations(folders);
    Map<String, URI> embedded = new HashMap<>();
    Targets.ServerListener servers =
        (target, server) -> {
          embedded.put(target, server.uri());
          observer.serverStarted(target, server);
        };
    FolderChecks.requireApart(folders, config.stateDirectory());
    LedgerOutage outage = LedgerOutage.ofDaemon();
    Workplace workplace =
        Workplace.open(WorkSite.own(config), config, folders, servers, outage, clock);
    PeriodicReport report = report(config.report(), workplace.failpoints(), clock);
    Tally tally = new Tally();
    IngestListener failures = workplace.failureLog(destinations);
    IngestListener all = new Listeners(List.of(tally, failures, NewsLog.ofDaemon(clock), observer));
    Pipeline pipeline =
        workplace.build(
            () ->
                new Pipeline(
                    Mode.DAEMON,
                    folders,
                    config.forgetAfter(),
                    workplace.ledger(),
                    workplace.links(),
                    RunLimits.none(),
                    Optional.of(report),
                    workplace.failpoints().around(all),
                    workplace.threads(),
                    workplace.failpoints(),
                    workplace.outage(),
                    clock));
    DaemonControl control = control(config, workplace, pipeline, tally, embedded, clock);
    pipeline.start();
    return new Daemon(workplace, pipeline, control, report, clock);
  }

  private static DaemonControl control(
      SluiceConfig config,
      Workplace workplace,
      Pipeline pipeline,
      Tally tally,
      Map<String, URI> embedded,
      ForwardClock clock)
      throws StartException {
    try {
      return DaemonControl.open(
          config,
          pipeline,
          workplace.ledger(),
          tally,
          embedded,
          workplace.threads().numberedDaemons("control"),
          clock);
    } catch (StartException e) {
      workplace.closeQuietly();
      throw e;
    }
  }

  private static PeriodicReport report(
      ReportConfig config, Failpoints failpoints, ForwardClock clock) {
    ReportSink sink =
        failpoints.around(new ReportLog(config.format() == ReportFormat.JSON, config.file()));
    return new PeriodicReport(
        config.interval(), config.whenIdle(), new WallTimes(clock).before(sink), clock.instant());
  }

  /**
   * Waits until the daemon is closed.
   *
   * @throws InternalFaultException when it came down because a thread of it died; it is still to be
   *     closed then
   */
  public void awaitEnd() throws InterruptedException {
    workplace.ended().await();
    if (workplace.fault().isPresent()) {
      throw new InternalFaultException(workplace.fault().get());
    }
  }

  @Override
  public void close() throws IOException {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    LOG.info("stopping");
    control.close();
    try {
      pipeline.stop(GRACE);
      report.reportAll(pipeline.snapshots(clock.instant()));
    } catch (LedgerException e) {
      LOG.warn("no last report: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      workplace.close();
      workplace.ended().countDown();
    }
  }
}
