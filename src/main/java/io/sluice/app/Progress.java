package io.sluice.app;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.event.IngestEvent;
import io.sluice.event.IngestListener;
import io.sluice.file.DisplayText;

/** Counts a run for its progress callback. */
final class Progress implements IngestListener {
  private final ProgressCallback callback;

  @GuardedBy("this")
  private long completed;

  @GuardedBy("this")
  private long total;

  Progress(ProgressCallback callback) {
    this.callback = callback;
  }

  @Override
  public synchronized void on(IngestEvent event) {
    if (event instanceof IngestEvent.FileFound) {
      total++;
    } else if (event instanceof IngestEvent.FileOutcome outcome) {
      completed++;
      callback.progress(completed, total, outcome.path().text().map(DisplayText::of));
    }
  }
}
