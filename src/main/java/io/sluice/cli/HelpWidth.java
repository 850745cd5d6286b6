package io.sluice.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** How many columns the help may take. */
final class HelpWidth {
  private static final int WITHOUT_TERMINAL = 80;
  private static final int LEAST = 55;
  private static final int MOST = 120;
  private static final int LONGEST_WAIT_SECONDS = 2;
  private static final int LONGEST_ANSWER = 64;

  private HelpWidth() {}

  /** Those of the terminal, within what can be read; 80 where there is none. */
  static int ofTerminal() {
    String told = System.getenv().getOrDefault("COLUMNS", "");
    return within(told.isEmpty() && Terminal.onStandardOutput() ? columns() : told);
  }

  private static int within(String columns) {
    return columns.matches("[1-9][0-9]{0,5}")
        ? Math.min(MOST, Math.max(LEAST, Integer.parseInt(columns)))
        : WITHOUT_TERMINAL;
  }

  /** What {@code stty} prints: rows, a space, columns; empty when it does not. */
  private static String columns() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        if (!stty.waitFor(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
          return "";
        }
        byte[] answer = stty.getInputStream().readNBytes(LONGEST_ANSWER);
        String size = new String(answer, StandardCharsets.US_ASCII).strip();
        return size.substring(size.indexOf(' ') + 1);
      } finally {
        stty.destroyForcibly();
      }
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
