package io.sluice.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/**
 * Standard output and error, in UTF-8 whatever the locale. Services and cron often run without one:
 * Java would then print a question mark for each letter that is not ASCII, so that two files look
 * alike, and JSON would no longer say which file is meant.
 */
final class StandardStreams {
  private StandardStreams() {}

  /** Replaces those of the process; once, before anything is printed. */
  static void useUtf8() {
    System.setOut(stream(FileDescriptor.out));
    System.setErr(stream(FileDescriptor.err));
  }

  /** Has a command and its subcommands print there. */
  static CommandLine printingTo(CommandLine line) {
    return line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
