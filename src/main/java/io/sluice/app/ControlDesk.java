package io.sluice.app;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.event.TargetHealth;
import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileChange;
import io.sluice.ledger.FolderCounts;
import io.sluice.ledger.Ledger;
import io.sluice.report.FailurePages;
import io.sluice.report.FileFailure;
import io.sluice.report.FolderSnapshot;
import io.sluice.report.RunCounts;
import io.sluice.report.Tally;
import io.sluice.status.ControlledDaemon;
import io.sluice.status.DaemonStatus;
import io.sluice.status.FolderProgress;
import io.sluice.status.FolderStatus;
import io.sluice.status.RequestProgress;
import io.sluice.status.TargetStatus;
import io.sluice.target.TargetException;
import io.sluice.upload.PoolStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Answers the control server: hands questions and orders to the intake thread, and waits for what
 * it says.
 */
final class ControlDesk implements ControlledDaemon {
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);
  private static final Duration STUCK_AFTER = Duration.ofMinutes(1);

  /** However many ask, the intake is asked no more often. */
  private static final Duration FRESH = Duration.ofMillis(250);

  private static final int MOST_ORDERS = 100;
  private static final int PAGE = 1_000;

  private final Pipeline pipeline;
  private final Ledger ledger;
  private final Tally tally;
  private final Map<String, String> targetTypes;
  private final ForwardClock clock;

  /** The newest orders. */
  @GuardedBy("itself")
  private final Deque<Order> orders = new ArrayDeque<>();

  @GuardedBy("orders")
  private long lastOrder;

  @GuardedBy("this")
  private Optional<DaemonStatus> status = Optional.empty();

  @GuardedBy("this")
  private Instant statusAt = Instant.EPOCH;

  /**
   * @param ledger is read and written on the threads of those who ask: none of them waits for a
   *     disk
   * @param tally counts the daemon's events from its start on
   * @param targetTypes the type of each target, by its name
   */
  ControlDesk(
      Pipeline pipeline,
      Ledger ledger,
      Tally tally,
      Map<String, String> targetTypes,
      ForwardClock clock) {
    this.pipeline = pipeline;
    this.ledger = ledger.impatient();
    this.tally = tally;
    this.targetTypes = Map.copyOf(targetTypes);
    this.clock = clock;
  }

  private record Order(long number, List<Part> parts) {}

  /** One folder of an order, and what had been counted of it before. */
  private record Part(FolderLine line, ScanTicket ticket, RunCounts before) {}

  @Override
  public List<String> folderNames() {
    return pipeline.lines().stream().map(line -> line.folder().name()).toList();
  }

  @Override
  public synchronized DaemonStatus status() throws InterruptedException, TimeoutException {
    Instant now = clock.instant();
    if (status.isEmpty() || Duration.between(statusAt, now).abs().compareTo(FRESH) > 0) {
      status = Optional.of(ask(this::look));
      statusAt = now;
    }
    return status.get();
  }

  /**
   * Asks on the intake thread, which knows what was posted before. While that waits for the ledger,
   * it would not answer: then what there is to see is seen from here.
   */
  private <T> T ask(Supplier<T> question) throws InterruptedException, TimeoutException {
    if (waitsForLedger()) {
      return question.get();
    }
    try {
      return pipeline.ask(question, LONGEST_ANSWER);
    } catch (TimeoutException e) {
      if (waitsForLedger()) {
        return question.get();
      }
      throw e;
    }
  }

  private boolean waitsForLedger() {
    return pipeline.outage().reason().isPresent();
  }

  private DaemonStatus look() {
    List<FolderStatus> folders =
        pipeline.lines().stream().map(line -> status(line, clock.instant())).toList();
    List<TargetStatus> targets = targetTypes.keySet().stream().sorted().map(this::target).toList();
    return new DaemonStatus(Version.text(), folders, targets);
  }

  private FolderStatus status(FolderLine line, Instant now) {
    FolderContext folder = line.folder();
    return new FolderStatus(
        folder.root(),
        folder.config().dataset(),
        pipeline.outage().onto(line.condition().snapshot(now)),
        line.condition().lastScan().map(clock::onWall));
  }

  private TargetStatus target(String name) {
    PoolStatus pool = pipeline.poolStatus(name);
    boolean well = pool.health() == TargetHealth.OK;
    return new TargetStatus(
        name,
        targetTypes.get(name),
        pool.health(),
        pool.reason(),
        well ? Optional.empty() : Optional.of(clock.onWall(pool.retryAt())),
        pool.parkedSince().map(clock::onWall),
        pool.inFlight());
  }

  @Override
  public boolean isMakingProgress() {
    // Another process would have to wait for the disk just the same.
    return waitsForLedger()
        || Duration.between(pipeline.lastTurn(), clock.instant()).compareTo(STUCK_AFTER) < 0;
  }

  @Override
  public long rescan(List<String> folders, boolean concludeAnew)
      throws InterruptedException, TimeoutException {
    return ask(() -> order(folders, concludeAnew));
  }

  @Override
  public void repair(String folder, List<RelativePath> paths) {
    List<FileChange> changes = paths.stream().<FileChange>map(FileChange.Requeued::new).toList();
    pipeline.lines().stream()
        .filter(line -> line.folder().name().equals(folder))
        .forEach(line -> ledger.record(line.folder().folderId(), changes, clock.instant()));
  }

  @Override
  public void sendBeside(String folder, List<RelativePath> paths) {
    for (FolderLine line : pipeline.lines()) {
      if (line.folder().name().equals(folder)) {
        sendBeside(line.folder(), paths);
      }
    }
  }

  private void sendBeside(FolderContext folder, List<RelativePath> paths) {
    paths.forEach(folder.beside()::add);
    List<FileChange> requeued =
        ledger.files(folder.folderId(), paths).values().stream()
            .filter(entry -> entry.state() == EntryState.SKIPPED && Duplicates.isOne(entry))
            .<FileChange>map(entry -> new FileChange.Requeued(entry.path()))
            .toList();
    ledger.record(folder.folderId(), requeued, clock.instant());
  }

  private long order(List<String> folders, boolean concludeAnew) {
    List<Part> parts =
        pipeline.lines().stream()
            .filter(line -> folders.contains(line.folder().name()))
            .map(line -> part(line, concludeAnew))
            .toList();
    synchronized (orders) {
      if (orders.size() >= MOST_ORDERS) {
        orders.removeFirst();
      }
      lastOrder++;
      orders.addLast(new Order(lastOrder, parts));
      return lastOrder;
    }
  }

  private Part part(FolderLine line, boolean concludeAnew) {
    RunCounts before = tally.counts(line.folder().name());
    return new Part(line, line.order(concludeAnew), before);
  }

  @Override
  public Optional<RequestProgress> progress(long request)
      throws InterruptedException, TimeoutException {
    return ask(() -> find(request).map(this::progress));
  }

  private Optional<Order> find(long request) {
    synchronized (orders) {
      return orders.stream().filter(order -> order.number() == request).findFirst();
    }
  }

  private RequestProgress progress(Order order) {
    List<TargetStatus> targets =
        order.parts().stream()
            .map(part -> part.line().folder().link().name())
            .distinct()
            .map(this::target)
            .toList();
    return new RequestProgress(
        order.number(),
        order.parts().stream().map(this::progress).toList(),
        targets,
        pipeline.outage().reason());
  }

  private FolderProgress progress(Part part) {
    Instant now = clock.instant();
    // Read for itself, since the counts below may be older; and before them, so that they are not.
    FolderCounts counts = ledger.counts(part.line().folder().folderId());
    boolean done = part.ticket().isDone(counts.oldestPending(), part.line().tellings());
    FolderStatus folder = status(part.line(), now);
    FolderSnapshot snapshot = folder.now();
    return new FolderProgress(
        folder,
        part.ticket().isScanned(),
        done,
        part.ticket().lost(),
        part.line().condition().datasetFailure().map(TargetException::getMessage),
        snapshot.counts().files().getOrDefault(EntryState.SETTLING, 0L),
        since(part));
  }

  private FolderProgress.Done since(Part part) {
    RunCounts now = tally.counts(part.line().folder().name());
    RunCounts before = part.before();
    return new FolderProgress.Done(
        now.of(FileState.UPLOADED) - before.of(FileState.UPLOADED),
        now.bytesUploaded() - before.bytesUploaded(),
        now.of(FileState.VANISHED) - before.of(FileState.VANISHED));
  }

  @Override
  public List<FileFailure> failures(String folder, Optional<RelativePath> after) {
    return pipeline.lines().stream()
        .filter(line -> line.folder().name().equals(folder))
        .findFirst()
        .map(line -> new FailurePages(ledger, line.folder().folderId()).page(after, PAGE))
        .orElse(List.of());
  }
}
