package io.sluice.datasetserver;

import java.io.IOException;

/** The one condition of the disk that a client should hear about by name. */
final class DiskFull {
  private DiskFull() {}

  /** Whether a write failed for want of space. Java has no type for it, only the system's text. */
  static boolean is(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("No space left on device") || message.contains("Disk quota exceeded");
  }

  static Problem problem() {
    return new Problem(
        507, "insufficient_storage", "the disk of the dataset server is full; free some space");
  }
}
