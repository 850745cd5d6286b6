package io.sluice.app;

import io.sluice.config.FolderConfig;
import io.sluice.config.SluiceConfig;
import io.sluice.event.IngestListener;
import io.sluice.ledger.FolderKey;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.LedgerException;
import io.sluice.report.FailureLog;
import io.sluice.report.Tally;
import io.sluice.source.ScanStarts;
import io.sluice.upload.PoolStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A full sync of some folders, once. Its report stays readable until it is closed.
 *
 * <pre>{@code
 * try (FolderSync sync = FolderSync.open(config, config.folders(), event -> {})) {
 *   SyncResult result = sync.run();
 * }
 * }</pre>
 */
public final class FolderSync implements OneShot {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Workplace workplace;
  private final Pipeline pipeline;
  private final SyncReports reports;
  private final ForwardClock clock;
  private final Map<String, TargetTrouble> troubles = new LinkedHashMap<>();
  private long startNanos = System.nanoTime();

  private FolderSync(
      Workplace workplace, Pipeline pipeline, SyncReports reports, ForwardClock clock) {
    this.workplace = workplace;
    this.pipeline = pipeline;
    this.reports = reports;
    this.clock = clock;
  }

  /**
   * Prepares a sync: takes the state directory, opens the ledger, starts embedded servers. Makes no
   * request yet.
   *
   * @param folders which folders; each one's target must be in {@code config}
   * @param listener hears of everything that happens
   * @throws StartException when a folder cannot be read, the state directory is locked or cannot be
   *     written, or a port is taken
   */
  public static FolderSync open(
      SluiceConfig config, List<FolderConfig> folders, IngestListener listener)
      throws StartException {
    return openAt(WorkSite.own(config), config, folders, Assignment.SYNC, listener);
  }

  /**
   * As {@link #open}, at another place than the state directory itself, or for some files alone.
   */
  static FolderSync openAt(
      WorkSite site,
      SluiceConfig config,
      List<FolderConfig> folders,
      Assignment assignment,
      IngestListener listener)
      throws StartException {
    assignment.requireUsable(folders, site.stateDirectory());
    Map<String, FailureLog.Destination> destinations = destinations(folders);
    ForwardClock clock = ForwardClock.system();
    Workplace workplace =
        Workplace.open(
            site, config, folders, (name, server) -> {}, LedgerOutage.ofOneShot(), clock);
    RunLimits limits = limits(workplace, folders, assignment);
    Tally tally = new Tally();
    IngestListener failures = workplace.failureLog(destinations);
    IngestListener told =
        new ScopedEvents(limits.scopes(), new Listeners(List.of(tally, listener)));
    IngestListener all = new Listeners(List.of(failures, NewsLog.ofOneShot(clock), told));
    Pipeline pipeline =
        workplace.build(
            () ->
                new Pipeline(
                    Mode.ONE_SHOT,
                    folders,
                    config.forgetAfter(),
                    workplace.ledger(),
                    workplace.links(),
                    limits,
                    Optional.empty(),
                    workplace.failpoints().around(all),
                    workplace.threads(),
                    workplace.failpoints(),
                    workplace.outage(),
                    clock));
    workplace.hearBytes(
        new BytesNews(names(pipeline), new ScopedEvents(limits.scopes(), listener)));
    SyncReports reports = new SyncReports(workplace, pipeline, tally, limits.scopes());
    return new FolderSync(workplace, pipeline, reports, clock);
  }

  private static Map<Long, String> names(Pipeline pipeline) {
    return pipeline.lines().stream()
        .map(FolderLine::folder)
        .collect(Collectors.toMap(FolderContext::folderId, FolderContext::name));
  }

  private static RunLimits limits(
      Workplace workplace, List<FolderConfig> folders, Assignment assignment)
      throws StartException {
    Map<String, RunScope> scopes = new HashMap<>();
    Map<String, ScanStarts> starts = new HashMap<>();
    try {
      for (FolderConfig folder : folders) {
        TargetLink link = Objects.requireNonNull(workplace.links().get(folder.target()));
        FolderKey key = new FolderKey(folder.path(), link.identity(), folder.dataset());
        Ledger ledger = workplace.ledger();
        assignment
            .scope(folder, ledger.openFolder(key), ledger)
            .ifPresent(scope -> scopes.put(folder.name(), scope));
        starts.put(folder.name(), assignment.starts(folder));
      }
      return new RunLimits(scopes, starts, assignment.sendsBeside());
    } catch (LedgerException e) {
      workplace.closeQuietly();
      throw new StartException(e.getMessage(), e);
    }
  }

  /** A listener that tells a callback once for each file. */
  public static IngestListener progress(ProgressCallback callback) {
    return new Progress(callback);
  }

  static Map<String, FailureLog.Destination> destinations(List<FolderConfig> folders) {
    return folders.stream()
        .collect(
            Collectors.toMap(
                FolderConfig::name,
                folder -> new FailureLog.Destination(folder.target(), folder.dataset())));
  }

  /**
   * Runs the sync to its end: until every file has its state, or what is left waits for a target
   * that cannot be had. Call it once.
   *
   * @throws InterruptedException when the calling thread is interrupted; what was done is recorded
   * @throws InternalFaultException when a thread of Sluice dies
   */
  @Override
  public SyncResult run() throws InterruptedException {
    startNanos = System.nanoTime();
    pipeline.start();
    try {
      while (!pipeline.allDone().await(100, TimeUnit.MILLISECONDS)
          && workplace.ledgerLoss().isEmpty()) {
        workplace.fault().ifPresent(FolderSync::fail);
        pipeline.lines().forEach(this::giveUpIfHopeless);
      }
    } finally {
      pipeline.stop(GRACE);
    }
    if (workplace.ledgerLoss().isEmpty()) {
      workplace.fault().ifPresent(FolderSync::fail);
    }
    try {
      return soFar();
    } catch (LedgerException e) {
      throw new InternalFaultException(e);
    }
  }

  @Override
  public SyncResult soFar() {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
    try {
      return reports.result(troubles, elapsed);
    } catch (LedgerException e) {
      if (e.kind() == LedgerException.Kind.BROKEN) {
        throw e;
      }
      String loss = e.getMessage() + "; what is left undone is not known, run it again";
      return reports.withoutLedger(troubles, loss, elapsed);
    }
  }

  /**
   * How many items are registered at a platform whose files are gone. The ledger alone knows how to
   * go on with them.
   */
  long begun() {
    return pipeline.lines().stream()
        .mapToLong(line -> workplace.ledger().begun(line.folder().folderId()))
        .sum();
  }

  private static void fail(Throwable fault) {
    throw new InternalFaultException(fault);
  }

  private void giveUpIfHopeless(FolderLine line) {
    String target = line.folder().link().name();
    PoolStatus status = pipeline.poolStatus(target);
    Optional<TargetTrouble> trouble = missingDataset(line, target);
    Instant now = clock.instant();
    if (trouble.isEmpty() && Patience.DEFAULT.isOver(status, now)) {
      trouble = Optional.of(TargetTrouble.of(target, status, now));
    }
    if (trouble.isPresent() && troubles.putIfAbsent(line.folder().name(), trouble.get()) == null) {
      pipeline.giveUp(line);
    }
  }

  private static Optional<TargetTrouble> missingDataset(FolderLine line, String target) {
    return line.condition().datasetLoss().map(e -> TargetTrouble.of(target, e));
  }

  /** Closes connections, servers and the ledger. */
  @Override
  public void close() throws IOException {
    workplace.close();
  }
}
