package io.sluice.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Whether somebody is looking at what is printed. */
final class Terminal {
  private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  private static final Path PROCESS = Path.of("/proc/self/stat");

  /** In {@link #PROCESS}, behind the name of the program. */
  private static final int PROCESS_GROUP = 2;

  private static final int GROUP_OF_TERMINAL = 5;

  private Terminal() {}

  /**
   * Asked of the system, since {@code System.console()} answers for standard input and output
   * together on old JDKs and for neither on new ones.
   */
  static boolean onStandardError() {
    return isTerminal(STANDARD_ERROR);
  }

  /** As {@link #onStandardError}. */
  static boolean onStandardOutput() {
    return isTerminal(STANDARD_OUTPUT);
  }

  /** Whether this process may write to its terminal: not in the background of a shell. */
  static boolean isOurs() {
    try {
      String status = Files.readString(PROCESS, StandardCharsets.ISO_8859_1);
      String[] words = status.substring(status.lastIndexOf(')') + 2).split(" ", -1);
      return words[PROCESS_GROUP].equals(words[GROUP_OF_TERMINAL]);
    } catch (IOException e) {
      return true;
    }
  }

  /** Whether a page can be drawn anew in its place. */
  static boolean canRedraw(Map<String, String> environment) {
    String kind = environment.getOrDefault("TERM", "");
    return !kind.isEmpty() && !kind.equals("dumb");
  }

  /** Whether colours may be used, as far as the user's wishes go; empty counts as not said. */
  static boolean mayColor(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  /** Whether standard error, which logs go to, is the journal of systemd, which has the time. */
  static boolean journalOnStandardError() {
    String journalStream = System.getenv().getOrDefault("JOURNAL_STREAM", "");
    return isJournal(STANDARD_ERROR, journalStream);
  }

  private static boolean isJournal(Path stream, String journalStream) {
    try {
      Map<String, Object> file = Files.readAttributes(stream, "unix:dev,ino");
      return journalStream.equals(file.get("dev") + ":" + file.get("ino"));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isTerminal(Path stream) {
    try {
      String device = Files.readSymbolicLink(stream).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException e) {
      return false;
    }
  }
}
