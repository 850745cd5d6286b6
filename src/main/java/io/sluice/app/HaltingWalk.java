package io.sluice.app;

import io.sluice.failpoint.Failpoints;
import io.sluice.failpoint.Moment;
import io.sluice.failpoint.Step;
import io.sluice.source.RootUnavailableException;
import io.sluice.source.ScanSummary;

/** A walk with failpoints before and after it. */
final class HaltingWalk implements FolderWalk {
  private final FolderWalk inner;
  private final Failpoints failpoints;

  private HaltingWalk(FolderWalk inner, Failpoints failpoints) {
    this.inner = inner;
    this.failpoints = failpoints;
  }

  /** The walk itself where points are not watched. */
  static FolderWalk around(FolderWalk walk, Failpoints failpoints) {
    return failpoints.areWatched() ? new HaltingWalk(walk, failpoints) : walk;
  }

  @Override
  public ScanSummary run(boolean concludeAnew)
      throws RootUnavailableException, InterruptedException {
    failpoints.passed(Step.SCAN, Moment.BEFORE);
    ScanSummary summary = inner.run(concludeAnew);
    failpoints.passed(Step.SCAN, Moment.AFTER);
    return summary;
  }
}
