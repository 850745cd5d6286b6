package io.sluice.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * How much the system lets one user watch.
 *
 * @param watches directories, of all processes of the user together; empty where it is not known
 * @param instances watched folders, likewise
 * @param queuedEvents events that wait to be read, of one watched folder
 */
record InotifyLimits(OptionalLong watches, OptionalLong instances, OptionalLong queuedEvents) {
  private static final Path DIRECTORY = Path.of("/proc/sys/fs/inotify");
  private static final int MAX_BYTES = 64;

  /** The limits of this machine. */
  static InotifyLimits ofSystem() {
    return new InotifyLimits(
        read("max_user_watches"), read("max_user_instances"), read("max_queued_events"));
  }

  /** In one read: the kernel gives such a value whole, or from the second read on nothing. */
  private static OptionalLong read(String name) {
    byte[] bytes = new byte[MAX_BYTES];
    try (InputStream in = Files.newInputStream(DIRECTORY.resolve(name))) {
      int length = Math.max(0, in.read(bytes, 0, MAX_BYTES));
      String text = new String(bytes, 0, length, StandardCharsets.US_ASCII).strip();
      return text.matches("\\d{1,18}")
          ? OptionalLong.of(Long.parseLong(text))
          : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty(); // Another system, or one that hides it: nothing can be said.
    }
  }
}
