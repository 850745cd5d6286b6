package io.sluice.cli;

import com.google.common.hash.Hashing;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.app.SyncObserver;
import io.sluice.event.IngestEvent;
import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private static final long BYTES_PER_MB = 1_000_000;
  private static final long LINE_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

  private final Optional<ProgressBar> bar;
  private final Optional<ProgressBar> byteBar;
  private final boolean lines;
  private final AtomicBoolean finished = new AtomicBoolean();

  @GuardedBy("this")
  private long total;

  @GuardedBy("this")
  private long done;

  @GuardedBy("this")
  private long bytes;

  /** Bytes that are to be sent, as far as files were found. */
  @GuardedBy("this")
  private long totalBytes;

  /** Sizes of files that are under way, by hashes of their paths; kept for the bar alone. */
  @GuardedBy("this")
  private final Map<Long, Long> sizes = new HashMap<>();

  /** Files that a platform is at work on, by hashes of their paths. */
  @GuardedBy("this")
  private final Set<Long> accepted = new HashSet<>();

  @GuardedBy("this")
  private long processing;

  @GuardedBy("this")
  private long lastLineNanos = System.nanoTime();

  /**
   * Bars, or lines, or neither.
   *
   * @param bar counts files
   * @param byteBar counts what is sent of them
   */
  ProgressDisplay(Optional<ProgressBar> bar, Optional<ProgressBar> byteBar, boolean lines) {
    this.bar = bar;
    this.byteBar = byteBar;
    this.lines = lines;
  }

  /**
   * The display that fits where standard error goes.
   *
   * @param none whether there is to be none at all
   */
  static ProgressDisplay of(boolean none) {
    boolean terminal = Terminal.onStandardError();
    if (!terminal || none) {
      return new ProgressDisplay(Optional.empty(), Optional.empty(), !terminal && !none);
    }
    ProgressBar files = newBar("files").build();
    ProgressBar bytes = newBar("bytes").setUnit(" MB", BYTES_PER_MB).build();
    return new ProgressDisplay(Optional.of(files), Optional.of(bytes), false);
  }

  /** Log lines at intervals, as long as files are being done with; for a command that goes on. */
  static ProgressDisplay lines(boolean none) {
    return new ProgressDisplay(Optional.empty(), Optional.empty(), !none);
  }

  /** Whether a bar is drawn, which log lines would disturb. */
  boolean isBar() {
    return bar.isPresent();
  }

  private static ProgressBarBuilder newBar(String what) {
    return new ProgressBarBuilder()
        .setTaskName(what)
        .setInitialMax(0)
        .setStyle(
            Terminal.mayColor(System.getenv())
                ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK
                : ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(200)
        .showSpeed()
        .clearDisplayOnFinish();
  }

  @Override
  public synchronized void on(IngestEvent event) {
    if (event instanceof IngestEvent.FileFound found) {
      total++;
      bar.ifPresent(shown -> shown.maxHint(total));
      byteBar.ifPresent(shown -> expect(found, shown));
    } else if (event instanceof IngestEvent.FileAccepted file) {
      accepted.add(hash(file.folder(), file.path()));
      processing(accepted.size());
      lineIfDue();
    } else if (event instanceof IngestEvent.FileOutcome outcome) {
      if (accepted.remove(hash(outcome.folder(), outcome.path()))) {
        processing(accepted.size());
      }
      done++;
      bytes += outcome.state() == FileState.UPLOADED ? outcome.sentBytes() : 0;
      bar.ifPresent(this::step);
      byteBar.ifPresent(shown -> sent(outcome, shown));
      lineIfDue();
    }
  }

  @GuardedBy("this")
  private void processing(long now) {
    processing = now;
    bar.ifPresent(shown -> shown.setExtraMessage(now == 0 ? "" : " " + now + " being processed"));
  }

  @GuardedBy("this")
  private void expect(IngestEvent.FileFound found, ProgressBar shown) {
    totalBytes += found.sizeBytes();
    sizes.put(hash(found.folder(), found.path()), found.sizeBytes());
    shown.maxHint(totalBytes);
  }

  /** What is not sent is not waited for any more. */
  @GuardedBy("this")
  private void sent(IngestEvent.FileOutcome outcome, ProgressBar shown) {
    Long size = sizes.remove(hash(outcome.folder(), outcome.path()));
    if (size != null && outcome.state() != FileState.UPLOADED) {
      totalBytes -= size;
    }
    shown.maxHint(Math.max(totalBytes, bytes));
    shown.stepTo(bytes);
  }

  private static long hash(String folder, RelativePath path) {
    return Hashing.sipHash24()
        .newHasher()
        .putUnencodedChars(folder)
        .putChar('/')
        .putUnencodedChars(path.encoded())
        .hash()
        .asLong();
  }

  @Override
  public synchronized void followed(
      long nowDone, long nowTotal, long nowBytes, long nowProcessing) {
    processing(nowProcessing);
    done = nowDone;
    total = nowTotal;
    bytes = nowBytes;
    bar.ifPresent(shown -> shown.maxHint(total));
    bar.ifPresent(this::step);
    byteBar.ifPresent(shown -> shown.maxHint(bytes).stepTo(bytes));
    lineIfDue();
  }

  @GuardedBy("this")
  private void step(ProgressBar shown) {
    shown.stepTo(done);
  }

  @GuardedBy("this")
  private void lineIfDue() {
    long now = System.nanoTime();
    if (lines && now - lastLineNanos > LINE_EVERY_NANOS) {
      lastLineNanos = now;
      LOG.info(
          "{} files done with, {} uploaded{}",
          done,
          ByteText.of(bytes),
          processing == 0 ? "" : ", " + processing + " being processed by the platform");
    }
  }

  /** Takes the bars away, so that what is printed next stands on a line of its own. Idempotent. */
  void finish() {
    // The library clears again when closed again, and that is the last line of what was printed.
    if (finished.compareAndSet(false, true)) {
      byteBar.ifPresent(ProgressBar::close);
      bar.ifPresent(ProgressBar::close);
    }
  }

  @Override
  public void close() {
    finish();
  }
}
