package io.sluice.image;

import io.sluice.image.Verdict.Incomplete;
import io.sluice.image.Verdict.Unknown;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;

/** A check of a file's structure within a bounded number of reads, whatever the file claims. */
final class BoundedCheck {
  /** Jumps that an index may make one besides the pass through the file. */
  private static final int JUMPS = 4096;

  private BoundedCheck() {}

  /** What is looked at in a file that is not empty. */
  @FunctionalInterface
  interface Check {
    Verdict of(BoundedReader in) throws IOException;
  }

  /**
   * Checks a file as it is now.
   *
   * @param channel open for reading; its position is neither used nor changed
   * @param bytesPerRead how far one read of a pass through the file gets at least
   * @throws IOException only if the file cannot be read, never for its content
   */
  static Verdict run(FileChannel channel, int bytesPerRead, Check check) throws IOException {
    long size = channel.size();
    if (size == 0) {
      return new Incomplete("the file is empty");
    }
    BoundedReader in = new BoundedReader(channel, size / bytesPerRead + JUMPS);
    try {
      return check.of(in);
    } catch (EOFException e) {
      return new Incomplete("the file ends too early, after " + size + " bytes");
    } catch (BoundedReader.ReadLimitException e) {
      return new Unknown("the structure is too scattered to be checked");
    }
  }
}
