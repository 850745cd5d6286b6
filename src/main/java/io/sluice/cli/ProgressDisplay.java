package io.sluice.cli;

import com.google.common.hash.Hashing;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.app.SyncObserver;
import io.sluice.cli.BarLine.Amount;
import io.sluice.event.IngestEvent;
import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows how far a one-shot command is: a bar on a terminal, elsewhere a log line at intervals,
 * nothing when told so.
 */
final class ProgressDisplay implements SyncObserver, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("io.sluice");
  private static final int REDRAW_EVERY_MILLIS = 200;

  /** As the library has it. */
  private static final long UNKNOWN = -1;

  private static final long LINE_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

  private final Optional<ProgressBar> bar;
  private final Optional<ProgressBar> byteBar;
  private final boolean lines;
  private final AtomicBoolean finished = new AtomicBoolean();

  @GuardedBy("this")
  private long total;

  @GuardedBy("this")
  private long done;

  /** What became of files; empty where a daemon does the work, which tells less. */
  @GuardedBy("this")
  private final Map<FileState, Long> ends = new EnumMap<>(FileState.class);

  @GuardedBy("this")
  private long bytes;

  /** Kept for the bar alone. */
  @GuardedBy("this")
  private final SentSoFar sent = new SentSoFar();

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
    boolean color = Terminal.mayColor(System.getenv());
    return new ProgressDisplay(
        Optional.of(newBar("files", Amount.FILES, color).build()),
        Optional.of(newBar("bytes", Amount.BYTES, color).build()),
        false);
  }

  /** Log lines at intervals, as long as files are being done with; for a command that goes on. */
  static ProgressDisplay lines(boolean none) {
    return new ProgressDisplay(Optional.empty(), Optional.empty(), !none);
  }

  /** Whether a bar is drawn, which log lines would disturb. */
  boolean isBar() {
    return bar.isPresent();
  }

  /** Drawn again and again, since a total or a message may change where the count does not. */
  static ProgressBarBuilder newBar(String what, Amount amount, boolean color) {
    return new ProgressBarBuilder()
        .setTaskName(what)
        .setInitialMax(0)
        .setRenderer(new BarLine(amount, color))
        .setUpdateIntervalMillis(REDRAW_EVERY_MILLIS)
        .continuousUpdate()
        .clearDisplayOnFinish();
  }

  @Override
  public synchronized void on(IngestEvent event) {
    if (event instanceof IngestEvent.FileFound found) {
      total++;
      byteBar.ifPresent(
          shown -> sent.expect(hash(found.folder(), found.path()), found.sizeBytes()));
      drawFiles();
      drawBytes();
    } else if (event instanceof IngestEvent.BytesUnderWay under) {
      byteBar.ifPresent(shown -> sent.underWay(hash(under.folder(), under.path()), under.bytes()));
      drawBytes();
    } else if (event instanceof IngestEvent.FileAccepted file) {
      accepted.add(hash(file.folder(), file.path()));
      processing = accepted.size();
      drawFiles();
      lineIfDue();
    } else if (event instanceof IngestEvent.FileOutcome outcome) {
      ended(outcome);
      drawFiles();
      drawBytes();
      lineIfDue();
    }
  }

  @GuardedBy("this")
  private void ended(IngestEvent.FileOutcome outcome) {
    long file = hash(outcome.folder(), outcome.path());
    accepted.remove(file);
    processing = accepted.size();
    done++;
    ends.merge(outcome.state(), 1L, Long::sum);
    if (outcome.state() == FileState.UPLOADED) {
      bytes += outcome.sentBytes();
      byteBar.ifPresent(shown -> sent.uploaded(file, outcome.sentBytes()));
    } else {
      byteBar.ifPresent(shown -> sent.notSent(file));
    }
  }

  @GuardedBy("this")
  private void drawFiles() {
    bar.ifPresent(shown -> shown.maxHint(total).stepTo(done).setExtraMessage(message()));
  }

  @GuardedBy("this")
  private void drawBytes() {
    byteBar.ifPresent(shown -> shown.maxHint(sent.total()).stepTo(sent.sent()));
  }

  /** As {@code 12 uploaded, 3 processing, 1 failed}; what there is none of is left out. */
  @GuardedBy("this")
  private String message() {
    List<String> parts = new ArrayList<>();
    add(parts, ends.getOrDefault(FileState.UPLOADED, 0L), "uploaded");
    add(parts, processing, "processing");
    add(parts, ends.getOrDefault(FileState.FAILED, 0L), "failed");
    add(parts, ends.getOrDefault(FileState.CONFLICT, 0L), "in conflict");
    add(parts, ends.getOrDefault(FileState.INCOMPLETE, 0L), "incomplete");
    add(parts, ends.getOrDefault(FileState.SKIPPED, 0L), "skipped");
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
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
    processing = nowProcessing;
    done = nowDone;
    total = nowTotal;
    bytes = nowBytes;
    drawFiles();
    // How many there will be it does not tell.
    byteBar.ifPresent(shown -> shown.maxHint(UNKNOWN).stepTo(bytes));
    lineIfDue();
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
