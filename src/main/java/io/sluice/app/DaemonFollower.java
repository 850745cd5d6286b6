package io.sluice.app;

import io.sluice.config.FolderConfig;
import io.sluice.file.DisplayText;
import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import io.sluice.report.FileFailure;
import io.sluice.report.FolderReport;
import io.sluice.report.RunCounts;
import io.sluice.upload.PoolStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Hands folders to a running daemon, follows it until it is done with them, and reports as a sync
 * of one's own would. One thread.
 */
final class DaemonFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DaemonFollower.class);
  private static final Duration POLL = Duration.ofMillis(300);

  /** A folder whose counts stand still for so long, while nothing is sent, is given up. */
  private static final Duration STANDSTILL = Duration.ofMinutes(5);

  private final RunningDaemon daemon;
  private final Map<String, FolderConfig> folders;
  private final Assignment assignment;
  private final SyncObserver observer;
  private final ForwardClock clock;
  private final DaemonReplies replies;
  private final CloseStack closing = new CloseStack();
  private final CountDownLatch never = new CountDownLatch(1);
  private final Map<String, Following> followings = new LinkedHashMap<>();
  private final Map<String, FollowPatience> patience = new HashMap<>();
  private long request;
  private Optional<Instant> standsSince = Optional.empty();
  private Optional<String> standstill = Optional.empty();
  private long startNanos;
  private Instant handedOver = Instant.MIN;

  /**
   * @param folders by the names that the daemon has for them
   */
  DaemonFollower(
      RunningDaemon daemon,
      Map<String, FolderConfig> folders,
      Assignment assignment,
      SyncObserver observer,
      ForwardClock clock) {
    this.daemon = daemon;
    this.folders = new LinkedHashMap<>(folders);
    this.assignment = assignment;
    this.observer = observer;
    this.clock = clock;
    this.replies = new DaemonReplies(clock);
  }

  /** One folder while it is followed. */
  private static final class Following {
    private FollowedFolder now;
    private final boolean missingBefore;
    private Instant changedAt;
    private Optional<TargetTrouble> trouble = Optional.empty();
    private boolean stalled;
    private boolean cutOff;

    Following(FollowedFolder first, Instant at) {
      this.now = first;
      this.missingBefore = first.datasetFailure().isPresent();
      this.changedAt = at;
    }

    void see(FollowedFolder next, Instant at) {
      boolean moved = !next.files().equals(now.files()) || !next.scanned();
      // A platform may take longer than anything here does; the daemon gives up when it is time.
      boolean waited = next.settling() > 0 || next.processing() > 0;
      changedAt = moved || waited ? at : changedAt;
      now = next;
    }

    /** Nothing more is to be expected of it, or waited for. */
    boolean isOver() {
      return now.done() || cutOff || (now.scanned() && (trouble.isPresent() || stalled));
    }
  }

  /** Has the daemon begin. */
  void handOver() throws DaemonGoneException, InterruptedException {
    startNanos = System.nanoTime();
    handedOver = clock.instant();
    for (Map.Entry<String, FolderConfig> folder : folders.entrySet()) {
      assignment.tell(daemon.control(), folder.getKey(), folder.getValue());
    }
    request = daemon.control().rescan(List.copyOf(folders.keySet()), assignment.concludeAnew());
    LOG.info("handed to the running daemon ({})", daemon.words());
  }

  /** Waits until the daemon is done, or what is left waits for a target that cannot be had. */
  SyncResult awaitEnd() throws DaemonGoneException, InterruptedException {
    look();
    while (!followings.values().stream().allMatch(Following::isOver)) {
      never.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
      look();
    }
    return result();
  }

  /** How far it is now; empty when it was not told to begin. */
  Optional<SyncResult> soFar() throws DaemonGoneException, InterruptedException {
    if (request == 0) {
      return Optional.empty();
    }
    look();
    return Optional.of(result());
  }

  private void look() throws DaemonGoneException, InterruptedException {
    JsonNode progress = daemon.control().progress(request);
    Instant now = clock.instant();
    Map<String, PoolStatus> targets = new HashMap<>();
    for (JsonNode target : progress.path("targets")) {
      String name = target.path("name").asString("");
      targets.put(name, replies.poolStatus(target));
      patience.computeIfAbsent(name, n -> new FollowPatience(handedOver, targets.get(n)));
    }
    for (JsonNode json : progress.path("folders")) {
      FollowedFolder folder = FollowedFolder.of(json);
      followings.computeIfAbsent(folder.name(), n -> new Following(folder, now)).see(folder, now);
    }
    if (!followings.keySet().equals(folders.keySet())) {
      throw new DaemonGoneException("it does not say how far it is");
    }
    followings.values().forEach(following -> judge(following, targets, now));
    judgeStandstill(progress.path("standstill").stringValueOpt(), now);
    tell();
  }

  private void judge(Following following, Map<String, PoolStatus> targets, Instant now) {
    FollowedFolder folder = following.now;
    String target = folders.get(folder.name()).target();
    PoolStatus status = targets.get(folder.target());
    if (status == null || following.trouble.isPresent()) {
      return;
    }
    FollowPatience wait = Objects.requireNonNull(patience.get(folder.target()));
    if (folder.datasetFailure().isPresent()
        && wait.isMissingForGood(following.missingBefore, now)) {
      following.trouble =
          folder
              .datasetFailure()
              .map(reason -> new TargetTrouble(target, TargetTrouble.Kind.REFUSED, reason));
    } else if (wait.isOver(status, now)) {
      following.trouble = Optional.of(TargetTrouble.of(target, status, now));
    } else if (!following.stalled
        && status.inFlight() == 0
        && now.isAfter(following.changedAt.plus(STANDSTILL))) {
      following.stalled = true;
      LOG.warn(
          "folder {}: nothing has changed for {} minutes; the daemon goes on trying",
          DisplayText.of(folder.name()),
          STANDSTILL.toMinutes());
    }
  }

  /** A disk that is full is waited for as long as a run of its own would wait. */
  private void judgeStandstill(Optional<String> reason, Instant now) {
    standsSince = reason.isEmpty() ? Optional.empty() : standsSince.or(() -> Optional.of(now));
    boolean over =
        standsSince
            .filter(since -> now.isAfter(since.plus(LedgerOutage.ONE_SHOT_PATIENCE)))
            .isPresent();
    standstill = over ? reason.map(words -> DisplayText.of(words, 1_000)) : Optional.empty();
    followings.values().forEach(following -> following.cutOff = over);
  }

  private void tell() {
    long pending = 0;
    long seen = 0;
    long bytes = 0;
    long processing = 0;
    for (Following following : followings.values()) {
      pending += following.now.of(FileState.PENDING);
      seen += following.now.seen();
      bytes += following.now.bytes();
      processing += following.now.processing();
    }
    observer.followed(seen - pending, seen, bytes, processing);
  }

  private SyncResult result() throws DaemonGoneException, InterruptedException {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
    List<FolderReport> reports = new ArrayList<>();
    List<TargetTrouble> troubles = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    for (Following following : followings.values()) {
      FolderConfig config = Objects.requireNonNull(folders.get(following.now.name()));
      SpooledFailures failures = failures(following.now);
      reports.add(
          new FolderReport(
              config.path(),
              config.name(),
              config.target(),
              config.dataset(),
              counts(following.now, failures),
              failures,
              elapsed));
      following.trouble.ifPresent(troubles::add);
      following.now.lost().ifPresent(lost::add);
    }
    standstill.ifPresent(reason -> lost.add("the running daemon stands still: " + reason));
    return new SyncResult(
        reports, troubles.stream().distinct().toList(), lost, 0, Optional.of(daemon.words()));
  }

  /** Counted from what is listed, so that the two agree whatever comes in meanwhile. */
  private static RunCounts counts(FollowedFolder folder, SpooledFailures failures) {
    EnumMap<FileState, Long> files = new EnumMap<>(FileState.class);
    for (FileState state : FileState.values()) {
      files.put(state, failures.of(state));
    }
    long there = folder.of(FileState.UPLOADED) + folder.of(FileState.SKIPPED);
    files.put(FileState.UPLOADED, folder.uploaded());
    files.put(FileState.SKIPPED, Math.max(0, there - folder.uploaded()));
    files.put(FileState.VANISHED, folder.vanished());
    return new RunCounts(files, folder.bytes(), folder.ignored());
  }

  private SpooledFailures failures(FollowedFolder folder)
      throws DaemonGoneException, InterruptedException {
    try {
      SpooledFailures spool = closing.push(SpooledFailures.create());
      Optional<RelativePath> after = Optional.empty();
      do {
        JsonNode page = daemon.control().failures(folder.name(), after);
        for (JsonNode json : page.path("failures")) {
          FileFailure failure = DaemonReplies.failure(json);
          // What is pending once all that the scan found is done came later: it is the daemon's.
          if (!folder.done() || failure.state() != FileState.PENDING) {
            spool.add(failure);
          }
        }
        after = page.path("next").stringValueOpt().map(RelativePath::new);
      } while (after.isPresent());
      return spool;
    } catch (IllegalArgumentException e) {
      throw new DaemonGoneException("its list of failures is not understood", e);
    } catch (IOException e) {
      throw new UncheckedIOException("the list of failures cannot be kept", e);
    }
  }

  /** Forgets the list of failures. */
  @Override
  public void close() throws IOException {
    closing.close();
  }
}
