package io.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
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
      display.followed(1, 1, 0);
      display.finish();
      report = terminal.toString(StandardCharsets.UTF_8);
      assertNotEquals("", report);
    }
    assertEquals(report, terminal.toString(StandardCharsets.UTF_8));
  }
}
