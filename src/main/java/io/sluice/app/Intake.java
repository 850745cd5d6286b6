package io.sluice.app;

import io.sluice.report.FolderSnapshot;
import io.sluice.report.PeriodicReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one loop that owns the pipeline's state: takes what the other threads post, a batch at a
 * time, lets each folder conclude, record and plan, and reports when that is due.
 */
final class Intake {
  private static final int BATCH = 500;
  private static final Duration LONGEST_NAP = Duration.ofMillis(200);

  private final Inbox inbox;
  private final List<FolderLine> lines;
  private final Optional<PeriodicReport> report;
  private final LedgerOutage outage;
  private final ReentrantLock reporting = new ReentrantLock();
  private final Clock clock;
  private final CountDownLatch allDone = new CountDownLatch(1);
  private volatile Instant lastTurn;
  private boolean stopped;

  /**
   * Made before it runs.
   *
   * @param report the daemon's report; empty for a one-shot run, which ends when all is done
   */
  Intake(
      Inbox inbox,
      List<FolderLine> lines,
      Optional<PeriodicReport> report,
      LedgerOutage outage,
      Clock clock) {
    this.inbox = inbox;
    this.lines = List.copyOf(lines);
    this.report = report;
    this.outage = outage;
    this.clock = clock;
    this.lastTurn = clock.instant();
  }

  /** Runs until stopped, on the intake thread. */
  void run() {
    try {
      while (!stopped) {
        List<Runnable> batch = inbox.take(nap(), BATCH);
        batch.forEach(Runnable::run);
        Instant now = clock.instant();
        lastTurn = now;
        lines.forEach(line -> line.endOfBatch(now));
        reportIfDue(now);
        reportCaughtUp(now);
        if (batch.isEmpty() && report.isEmpty() && lines.stream().allMatch(FolderLine::isDone)) {
          allDone.countDown();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Counted down when a one-shot run has nothing left to do. */
  CountDownLatch allDone() {
    return allDone;
  }

  /** When the loop last went round; from any thread. */
  Instant lastTurn() {
    return lastTurn;
  }

  /** Ends the loop once everything posted before is handled. */
  void stop() {
    inbox.post(() -> stopped = true);
  }

  private Duration nap() {
    Duration nap = LONGEST_NAP;
    for (FolderLine line : lines) {
      nap = line.nap(nap);
    }
    return nap;
  }

  /**
   * Reports when it is time to. On the intake thread; and on any that waits for the ledger, since
   * the intake may well be among those.
   */
  void reportIfDue(Instant now) {
    if (report.isEmpty() || reporting.isHeldByCurrentThread() || !reporting.tryLock()) {
      return;
    }
    try {
      if (!now.isBefore(report.get().nextAt())) {
        report.get().report(snapshots(now), now);
      }
    } finally {
      reporting.unlock();
    }
  }

  private void reportCaughtUp(Instant now) {
    if (report.isEmpty()) {
      return;
    }
    for (FolderLine line : lines) {
      if (line.takeCaughtUp()) {
        reporting.lock();
        try {
          report.get().reportAll(List.of(snapshot(line, now)));
        } finally {
          reporting.unlock();
        }
      }
    }
  }

  /** All folders as they are. */
  List<FolderSnapshot> snapshots(Instant now) {
    return lines.stream().map(line -> snapshot(line, now)).toList();
  }

  private FolderSnapshot snapshot(FolderLine line, Instant now) {
    return outage.onto(line.condition().snapshot(now));
  }
}
