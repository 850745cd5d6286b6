package io.sluice.datasetserver;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;

/** What the machine runs short of, and a client should hear about by name. */
final class DiskFull {
  private DiskFull() {}

  /** Whether a write failed for want of space. Java has no type for it, only the system's text. */
  static boolean is(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("No space left on device")
        || message.contains("Disk quota exceeded")
        || message.contains("Read-only file system");
  }

  /** What a client hears of a failure that passes once there is more of something. */
  static Optional<Problem> shortage(Exception e) {
    if (e instanceof IOException io && is(io)) {
      return Optional.of(problem());
    }
    return String.valueOf(e.getMessage()).contains("Too many open files")
        ? Optional.of(
            new Problem(503, "busy", "too many files are open on the dataset server; try again")
                .header(HttpHeader.RETRY_AFTER, "1"))
        : Optional.empty();
  }

  static Problem problem() {
    return new Problem(
        507, "insufficient_storage", "the disk of the dataset server is full; free some space");
  }
}
