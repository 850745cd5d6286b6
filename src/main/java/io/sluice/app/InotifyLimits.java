package io.sluice.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * How much the system lets one user watch.
 *
 * @param watches directories, of all processes of the user together; empty where it is not known
 * @param instances watched folders, likewise
 */
record InotifyLimits(OptionalLong watches, OptionalLong instances) {
  private static final Path DIRECTORY = Path.of("/proc/sys/fs/inotify");

  /** The limits of this machine. */
  static InotifyLimits ofSystem() {
    return new InotifyLimits(read("max_user_watches"), read("max_user_instances"));
  }

  private static OptionalLong read(String name) {
    try {
      String text = Files.readString(DIRECTORY.resolve(name), StandardCharsets.US_ASCII).strip();
      return text.matches("\\d{1,18}")
          ? OptionalLong.of(Long.parseLong(text))
          : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty(); // Another system, or one that hides it: nothing can be said.
    }
  }
}
