package io.sluice.app;

import io.sluice.file.FileReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Whether there is space left where Sluice writes. */
final class DiskCheckup {
  private static final long MEGABYTE = 1_000_000;
  private static final long LOW = 1000 * MEGABYTE;
  private static final long TOO_LOW = 100 * MEGABYTE;

  private DiskCheckup() {}

  /**
   * @param directory need not be there yet
   */
  static Checkup of(String subject, Path directory) {
    Path existing = WriteProbe.existing(directory);
    try {
      return judge(subject, existing, Files.getFileStore(existing).getUsableSpace());
    } catch (IOException e) {
      return Checkup.warn(
          subject,
          "the free space of " + existing + " cannot be told (" + FileReason.of(e) + ")",
          "look at it with: df -h");
    }
  }

  /**
   * @param bytes free; below zero where there are more than a {@code long} can hold
   */
  static Checkup judge(String subject, Path directory, long bytes) {
    String detail = space(bytes) + " free at " + directory;
    if (bytes < 0 || bytes >= LOW) {
      return Checkup.ok(subject, detail);
    }
    String advice = "make room, or choose a directory on another disk";
    return bytes < TOO_LOW
        ? Checkup.fail(subject, detail, advice)
        : Checkup.warn(subject, detail, advice);
  }

  private static String space(long bytes) {
    if (bytes < 0) {
      return "plenty";
    }
    return bytes < LOW
        ? bytes / MEGABYTE + " MB"
        : String.format(Locale.ROOT, "%.1f GB", (double) bytes / (1000 * MEGABYTE));
  }
}
