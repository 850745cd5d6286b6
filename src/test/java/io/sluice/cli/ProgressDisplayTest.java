package io.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.BarLine.Amount;
import io.sluice.event.IngestEvent;
import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
  private static final int WIDE = 100;
  private static final int NARROW = 60;

  private final Drawn files = new Drawn(Amount.FILES, WIDE);
  private final Drawn bytes = new Drawn(Amount.BYTES, WIDE);

  /** A bar, and each line that was drawn of it. */
  private static final class Drawn {
    private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();
    private final int width;
    private final ProgressBar bar;

    Drawn(Amount amount, int width) {
      this.width = width;
      this.bar =
          ProgressDisplay.newBar("some", amount, false)
              .setConsumer(new DelegatingProgressBarConsumer(lines::add, width))
              .build();
    }

    /** Waits for a line that has this in it. */
    String await(String part) throws InterruptedException {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (System.nanoTime() < end) {
        String line = lines.poll(1, TimeUnit.SECONDS);
        if (line != null) {
          seen.add(line);
          assertEquals(width, line.length(), line);
          if (line.contains(part)) {
            return line;
          }
        }
      }
      throw new AssertionError("never drawn: " + part + "; but " + seen);
    }
  }

  private ProgressDisplay display() {
    return new ProgressDisplay(Optional.of(files.bar), Optional.of(bytes.bar), false);
  }

  private static RelativePath path(String name) {
    return new RelativePath(name);
  }

  private static IngestEvent.FileFound found(String name, long size) {
    return new IngestEvent.FileFound("in", path(name), size);
  }

  private static IngestEvent.BytesUnderWay underWay(String name, long sent) {
    return new IngestEvent.BytesUnderWay("in", path(name), sent);
  }

  private static IngestEvent.FileAccepted accepted(String name) {
    return new IngestEvent.FileAccepted("in", path(name));
  }

  private static IngestEvent.FileOutcome outcome(String name, FileState state, long sent) {
    return new IngestEvent.FileOutcome("in", path(name), state, "", "/", 0, 1, sent, Instant.EPOCH);
  }

  @Test
  void drawsTotals_beforeAnyFileIsDoneWith() throws InterruptedException {
    try (ProgressDisplay display = display()) {
      files.await("? %");
      display.on(found("a", 1_500_000));
      display.on(found("b", 500_000));
      assertTrue(files.await(" 0/2").contains("  0% ["));
      bytes.await(" 0.0/2.0 MB");
    }
  }

  @Test
  void drawsWhatThePlatformIsAtWorkOn_whileNoFileIsDoneWith() throws InterruptedException {
    try (ProgressDisplay display = display()) {
      for (String name : List.of("a", "b", "c")) {
        display.on(found(name, 10));
        display.on(accepted(name));
      }
      display.on(accepted("a"));
      files.await(" 0/3");
      files.await(" 3 processing");
      display.on(outcome("a", FileState.UPLOADED, 10));
      files.await(" 1 uploaded, 2 processing");
      display.on(outcome("b", FileState.FAILED, 0));
      String line = files.await(" 1 uploaded, 1 processing, 1 failed");
      assertTrue(line.contains(" 66% ") && line.contains(" 2/3 "), line);
      display.on(outcome("c", FileState.UPLOADED, 10));
      files.await(" 2 uploaded, 1 failed");
    }
  }

  @Test
  void drawsBytesOfAFileWhileItIsSent() throws InterruptedException {
    try (ProgressDisplay display = display()) {
      display.on(found("a", 20_000_000));
      display.on(underWay("a", 2_000_000));
      assertTrue(bytes.await(" 2.0/20.0 MB").contains(" 10% [="));
      display.on(underWay("a", 15_000_000));
      bytes.await(" 15.0/20.0 MB");
    }
  }

  @Test
  void bytesOfATryThatFailed_areNotCountedTwice() throws InterruptedException {
    try (ProgressDisplay display = display()) {
      display.on(found("a", 8_000));
      display.on(found("b", 2_000));
      display.on(outcome("b", FileState.UPLOADED, 2_000));
      display.on(underWay("a", 6_000));
      bytes.await(" 8.0/10.0 KB");
      display.on(underWay("a", 1_000));
      bytes.await(" 3.0/10.0 KB");
      display.on(underWay("a", 8_000));
      display.on(outcome("a", FileState.UPLOADED, 8_000));
      assertTrue(bytes.await(" 10.0/10.0 KB").contains("100%"));
    }
  }

  @Test
  void bytesOfAFileThatIsNotSent_areNotWaitedFor() throws InterruptedException {
    try (ProgressDisplay display = display()) {
      display.on(found("a", 300));
      display.on(found("b", 700));
      display.on(underWay("b", 700));
      bytes.await(" 0.7/1.0 KB");
      display.on(outcome("b", FileState.FAILED, 0));
      bytes.await(" 0/300 B");
    }
  }

  @Test
  void whatADaemonDoes_isDrawnAsFarAsItIsKnown() throws InterruptedException {
    try (ProgressDisplay display = display()) {
      display.followed(1, 5, 3_000_000, 4);
      files.await(" 4 processing");
      String line = bytes.await(" 3.0 MB");
      assertTrue(line.contains(" ? % "), line);
    }
  }

  @Test
  void onANarrowTerminal_theCountsAreStillThere() throws InterruptedException {
    Drawn narrow = new Drawn(Amount.FILES, NARROW);
    try (ProgressDisplay display =
        new ProgressDisplay(Optional.of(narrow.bar), Optional.empty(), false)) {
      for (int i = 0; i < 20; i++) {
        display.on(found("f" + i, 1));
      }
      for (int i = 0; i < 12; i++) {
        display.on(outcome("f" + i, FileState.UPLOADED, 1));
      }
      display.on(outcome("f12", FileState.FAILED, 0));
      display.on(accepted("f13"));
      assertTrue(narrow.await(" 12 uploaded, 1 processing, 1 failed").contains(" 13/20 "));
    }
  }

  @Test
  void closingAfterTheEndDrawsNothing_soThatTheReportPrintedInBetweenStays() {
    ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(terminal, true, StandardCharsets.UTF_8);
    ProgressBar bar =
        ProgressDisplay.newBar("files", Amount.FILES, false)
            .setConsumer(new ConsoleProgressBarConsumer(stream, NARROW))
            .build();
    String report;
    try (ProgressDisplay display = new ProgressDisplay(Optional.of(bar), Optional.empty(), false)) {
      display.followed(1, 1, 0, 0);
      display.finish();
      report = terminal.toString(StandardCharsets.UTF_8);
      assertNotEquals("", report);
    }
    assertEquals(report, terminal.toString(StandardCharsets.UTF_8));
  }
}
