package io.sluice.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large the terminal is.
 *
 * @param rows lines of text
 * @param columns characters of a line
 */
record TerminalSize(int rows, int columns) {
  private static final Pattern ANSWER = Pattern.compile("([1-9][0-9]{0,5}) ([1-9][0-9]{0,5})");
  private static final int LONGEST_WAIT_SECONDS = 2;
  private static final int LONGEST_ANSWER = 64;

  /** What {@code stty} says of the terminal that this process belongs to; empty without one. */
  static Optional<TerminalSize> ask() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        if (!stty.waitFor(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
          return Optional.empty();
        }
        byte[] answer = stty.getInputStream().readNBytes(LONGEST_ANSWER);
        return of(new String(answer, StandardCharsets.US_ASCII).strip());
      } finally {
        stty.destroyForcibly();
      }
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Reads rows, a space, columns. */
  private static Optional<TerminalSize> of(String answer) {
    Matcher size = ANSWER.matcher(answer);
    return size.matches()
        ? Optional.of(
            new TerminalSize(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2))))
        : Optional.empty();
  }
}
