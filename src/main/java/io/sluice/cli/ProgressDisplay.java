package io.sluice.cli;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.app.SyncObserver;
import io.sluice.event.IngestEvent;
import io.sluice.file.FileState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows how far a one-shot command is: a bar on a terminal, elsewhere a log line at intervals,
 * nothing when told so.
 */
final class ProgressDisplay implements SyncObserver, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("io.sluice");
  private static final long LINE_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

  private final Optional<ProgressBar> bar;
  private final boolean lines;
  private final AtomicBoolean finished = new AtomicBoolean();

  @GuardedBy("this")
  private long total;

  @GuardedBy("this")
  private long done;

  @GuardedBy("this")
  private long bytes;

  @GuardedBy("this")
  private long lastLineNanos = System.nanoTime();

  /** Either, or neither. */
  ProgressDisplay(Optional<ProgressBar> bar, boolean lines) {
    this.bar = bar;
    this.lines = lines;
  }

  /**
   * The display that fits where standard error goes.
   *
   * @param none whether there is to be none at all
   */
  static ProgressDisplay of(boolean none) {
    boolean terminal = Terminal.onStandardError();
    return new ProgressDisplay(
        terminal && !none ? Optional.of(newBar()) : Optional.empty(), !terminal && !none);
  }

  /** Log lines at intervals, as long as files are being done with; for a command that goes on. */
  static ProgressDisplay lines(boolean none) {
    return new ProgressDisplay(Optional.empty(), !none);
  }

  /** Whether a bar is drawn, which log lines would disturb. */
  boolean isBar() {
    return bar.isPresent();
  }

  private static ProgressBar newBar() {
    return new ProgressBarBuilder()
        .setTaskName("files")
        .setInitialMax(0)
        .setStyle(
            Terminal.mayColor(System.getenv())
                ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK
                : ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(200)
        .showSpeed()
        .clearDisplayOnFinish()
        .build();
  }

  @Override
  public synchronized void on(IngestEvent event) {
    if (event instanceof IngestEvent.FileFound) {
      total++;
      bar.ifPresent(shown -> shown.maxHint(total));
    } else if (event instanceof IngestEvent.FileOutcome outcome) {
      done++;
      bytes += outcome.state() == FileState.UPLOADED ? outcome.sentBytes() : 0;
      bar.ifPresent(this::step);
      lineIfDue();
    }
  }

  @Override
  public synchronized void followed(long nowDone, long nowTotal, long nowBytes) {
    done = nowDone;
    total = nowTotal;
    bytes = nowBytes;
    bar.ifPresent(shown -> shown.maxHint(total));
    bar.ifPresent(this::step);
    lineIfDue();
  }

  @GuardedBy("this")
  private void step(ProgressBar shown) {
    shown.stepTo(done);
    shown.setExtraMessage(" " + ByteText.of(bytes));
  }

  @GuardedBy("this")
  private void lineIfDue() {
    long now = System.nanoTime();
    if (lines && now - lastLineNanos > LINE_EVERY_NANOS) {
      lastLineNanos = now;
      LOG.info("{} files done with, {} uploaded", done, ByteText.of(bytes));
    }
  }

  /** Takes the bar away, so that what is printed next stands on a line of its own. Idempotent. */
  void finish() {
    // The library clears again when closed again, and that is the last line of what was printed.
    if (finished.compareAndSet(false, true)) {
      bar.ifPresent(ProgressBar::close);
    }
  }

  @Override
  public void close() {
    finish();
  }
}
