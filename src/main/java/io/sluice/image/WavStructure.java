package io.sluice.image;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.sluice.image.Verdict.Complete;
import io.sluice.image.Verdict.Incomplete;
import io.sluice.image.Verdict.Unknown;
import java.io.IOException;

/** Compares the lengths that a WAV and its chunks announce with the length of the file. */
final class WavStructure {
  private static final int HEADER = 8;
  private static final int FIRST_CHUNK = 12;
  private static final int MOST_CHUNKS = 10_000;

  /** Stands for a length that was not known when it was written, as into a pipe. */
  private static final long UNKNOWN_LENGTH = 0xFFFF_FFFFL;

  /** As many zeros are more likely a part that was not written yet than silence. */
  private static final int HOLE = 4096;

  private final BoundedReader in;

  WavStructure(BoundedReader in) {
    this.in = in;
  }

  Verdict check() throws IOException {
    long announced = in.u32(4, LITTLE_ENDIAN);
    long end = HEADER + announced;
    // The byte that makes the last chunk's length even is left out by some programs.
    if (announced != UNKNOWN_LENGTH && end > in.size() + 1) {
      return new Incomplete("the WAV announces " + end + " bytes, the file has " + in.size());
    }
    long position = FIRST_CHUNK;
    for (int chunk = 0; chunk < MOST_CHUNKS && in.size() - position >= HEADER; chunk++) {
      String type = in.text(position, 4);
      long length = in.u32(position + 4, LITTLE_ENDIAN);
      long body = position + HEADER;
      if (type.equals("data")) {
        return sound(body, length, end);
      }
      if (body + length > in.size()) {
        return new Incomplete("the WAV's chunk at byte " + position + " runs over its end");
      }
      position = body + length + (length & 1);
    }
    return announced == 0
        ? new Incomplete("the WAV does not announce its length yet")
        : new Unknown("the WAV has no sound of its own ('data' chunk)");
  }

  private Verdict sound(long body, long length, long end) throws IOException {
    if (length == UNKNOWN_LENGTH) {
      return new Unknown("the WAV does not say how long it is");
    }
    if (body + length > in.size()) {
      return new Incomplete(
          "the WAV announces a sound up to byte " + (body + length) + " of " + in.size());
    }
    if (length == 0 && in.size() > body) {
      // What a recorder writes first, and corrects when it closes the file.
      return new Incomplete("the WAV does not announce its length yet");
    }
    if (in.zeroRun(body, body + length, HOLE).isPresent()) {
      return new Unknown("the WAV is silent for a while, or was not written there yet");
    }
    boolean more = in.size() > Math.max(end, body + length) + 1;
    return more ? new Unknown("something unknown follows the WAV") : new Complete();
  }
}
