package io.sluice.app;

import io.sluice.event.IngestEvent;
import io.sluice.event.IngestListener;
import io.sluice.ledger.FolderCounts;
import io.sluice.report.FolderSnapshot;
import io.sluice.report.ReportSink;

/**
 * Where events and reports leave the pipeline, which is scheduled by a clock of its own, for
 * people, who go by the clock on the wall.
 */
final class WallTimes {
  private final ForwardClock clock;

  WallTimes(ForwardClock clock) {
    this.clock = clock;
  }

  /** Hands each event on with the time that the wall clock has for it. */
  IngestListener before(IngestListener listener) {
    return event -> listener.on(onWall(event));
  }

  /** Hands each report on with the time that the wall clock has for it. */
  ReportSink before(ReportSink sink) {
    return (now, last) -> sink.write(onWall(now), last.map(this::onWall));
  }

  private IngestEvent onWall(IngestEvent event) {
    if (event instanceof IngestEvent.FileOutcome outcome) {
      return outcome.at(clock.onWall(outcome.at()));
    }
    if (event instanceof IngestEvent.ScanFinished scan) {
      return new IngestEvent.ScanFinished(scan.folder(), scan.ignored(), clock.onWall(scan.at()));
    }
    if (event instanceof IngestEvent.TargetChanged changed) {
      return new IngestEvent.TargetChanged(
          changed.target(), changed.health(), changed.reason(), clock.onWall(changed.retryAt()));
    }
    return event;
  }

  private FolderSnapshot onWall(FolderSnapshot folder) {
    FolderCounts counts = folder.counts();
    return new FolderSnapshot(
        folder.name(),
        folder.target(),
        new FolderCounts(
            counts.files(),
            counts.bytesUploaded(),
            counts.oldestPending().map(clock::onWall),
            counts.processing()),
        folder.ignored(),
        folder.state(),
        folder.notes(),
        clock.onWall(folder.at()));
  }
}
