package io.sluice.file;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Opens a file or directory when the process, or the machine, has as many open as it may have: that
 * says nothing about the file, and passes as others are closed. So it is waited for, up to half a
 * minute.
 */
public final class PatientOpen {
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long PAUSE_MILLIS = 50;

  private PatientOpen() {}

  /** Opens something. */
  @FunctionalInterface
  public interface Opening<T> {
    T open() throws IOException;
  }

  /**
   * What {@code opening} opens.
   *
   * @throws IOException as {@code opening} does; for want of descriptors only after half a minute
   */
  public static <T> T open(Opening<T> opening) throws IOException {
    long start = System.nanoTime();
    while (true) {
      try {
        return opening.open();
      } catch (IOException e) {
        if (!isShortage(e) || System.nanoTime() - start > LONGEST_NANOS) {
          throw e;
        }
        pause();
      }
    }
  }

  /** Java has no type for it, only the system's text: EMFILE or ENFILE. */
  private static boolean isShortage(IOException error) {
    return String.valueOf(error.getMessage())
        .toLowerCase(Locale.ROOT)
        .contains("too many open files");
  }

  private static void pause() throws InterruptedIOException {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a file to be opened");
    }
  }
}
