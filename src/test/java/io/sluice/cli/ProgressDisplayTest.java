package io.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.sluice.event.IngestEvent;
import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
  private static IngestEvent.FileAccepted accepted(String name) {
    return new IngestEvent.FileAccepted("in", new RelativePath(name));
  }

  private static IngestEvent.FileOutcome outcome(String name, FileState state) {
    return new IngestEvent.FileOutcome(
        "in", new RelativePath(name), state, "", "/", 0, 1, 0, Instant.EPOCH);
  }

  @Test
  void showsWhatThePlatformIsAtWorkOn_eachFileOnce_untilItsOutcome() {
    ProgressBar bar = silent();
    try (ProgressDisplay display = new ProgressDisplay(Optional.of(bar), Optional.empty(), false)) {
      display.on(accepted("a"));
      display.on(accepted("b"));
      display.on(accepted("a"));
      assertEquals(" 2 being processed", bar.getExtraMessage());
      display.on(outcome("a", FileState.UPLOADED));
      assertEquals(" 1 being processed", bar.getExtraMessage());
      display.on(outcome("b", FileState.FAILED));
      assertEquals("", bar.getExtraMessage());
      display.followed(1, 5, 0, 4);
      assertEquals(" 4 being processed", bar.getExtraMessage());
    }
  }

  private static ProgressBar silent() {
    return new ProgressBarBuilder()
        .setInitialMax(2)
        .setConsumer(new DelegatingProgressBarConsumer(line -> {}))
        .build();
  }

  @Test
  void closingAfterTheEndDrawsNothing_soThatTheReportPrintedInBetweenStays() {
    ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(terminal, true, StandardCharsets.UTF_8);
    ProgressBar bar =
        new ProgressBarBuilder()
            .setInitialMax(1)
            .setConsumer(new ConsoleProgressBarConsumer(stream, 60))
            .clearDisplayOnFinish()
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
