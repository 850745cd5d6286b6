package io.sluice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether somebody is looking at standard error. */
final class Terminal {
  private Terminal() {}

  /**
   * Asked of the system, since {@code System.console()} answers for standard input and output
   * together on old JDKs and for neither on new ones.
   */
  static boolean onStandardError() {
    try {
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException e) {
      return false;
    }
  }
}
