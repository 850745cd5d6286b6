package io.sluice.image;

import static java.nio.ByteOrder.BIG_ENDIAN;

import io.sluice.image.Verdict.Complete;
import io.sluice.image.Verdict.Incomplete;
import io.sluice.image.Verdict.Unknown;
import java.io.IOException;
import java.util.Optional;

/**
 * Looks for the last frame of a FLAC: the one that ends with the last sample that the file
 * announces. It must be there, and end with its own checksum.
 */
final class FlacStructure {
  private static final int SIGNATURE = 4;
  private static final int BLOCK_HEADER = 4;
  private static final int STREAM_INFO = 34;
  private static final int MOST_BLOCKS = 1_000;

  /** A frame is not longer: more samples, channels and bits than any file has. */
  private static final long LONGEST_FRAME = 16L << 20;

  private final BoundedReader in;
  private final long start;

  /**
   * @param start where its signature is: behind a tag that some programs put in front
   */
  FlacStructure(BoundedReader in, long start) {
    this.in = in;
    this.start = start;
  }

  Verdict check() throws IOException {
    long info = start + SIGNATURE + BLOCK_HEADER;
    if ((in.u8(info - BLOCK_HEADER) & 0x7F) != 0
        || in.number(info - 3, 3, BIG_ENDIAN) < STREAM_INFO) {
      return new Unknown("the FLAC does not begin as one should");
    }
    int blockSize = in.u16(info, BIG_ENDIAN);
    long samples = in.number(info + 13, 5, BIG_ENDIAN) & 0xF_FFFF_FFFFL;
    in.u8(info + STREAM_INFO - 1);
    Optional<Long> sound = sound();
    if (sound.isEmpty()) {
      return new Unknown("the FLAC has too many blocks of notes to be checked");
    }
    if (sound.get() >= in.size()) {
      return new Incomplete("the FLAC ends before its sound begins");
    }
    if (samples == 0) {
      return new Unknown("the FLAC does not say how long it is");
    }
    return lastFrame(sound.get(), blockSize, samples);
  }

  /** Behind the blocks of notes; empty where there is no end of them. */
  private Optional<Long> sound() throws IOException {
    long position = start + SIGNATURE;
    for (int block = 0; block < MOST_BLOCKS; block++) {
      boolean last = (in.u8(position) & 0x80) != 0;
      position += BLOCK_HEADER + in.number(position + 1, 3, BIG_ENDIAN);
      if (last) {
        return Optional.of(position);
      }
    }
    return Optional.empty();
  }

  private Verdict lastFrame(long sound, int blockSize, long samples) throws IOException {
    long position = sound;
    while (position < in.size() - 1) {
      long at = in.find(0xFF, position);
      if (at >= in.size() - 1) {
        break;
      }
      Optional<FlacFrame> frame = FlacFrame.at(in, at, blockSize);
      if (frame.isPresent() && frame.get().endsWith(samples)) {
        return ending(at, frame.get());
      }
      position = at + 1;
    }
    return new Incomplete("the FLAC's last frame is missing");
  }

  /**
   * A frame does not say how long it is, only its checksum. Where that fits nowhere, its end is not
   * there; where it fits in front of the file's end, that may be chance or its end.
   */
  private Verdict ending(long at, FlacFrame frame) throws IOException {
    if (in.size() - at > LONGEST_FRAME) {
      return new Unknown("something unknown follows the FLAC");
    }
    int crc = 0;
    boolean fits = false;
    for (long position = at; position < in.size(); position++) {
      if (position >= frame.body() && position <= in.size() - 2) {
        boolean here = in.u16(position, BIG_ENDIAN) == crc;
        if (here && position == in.size() - 2) {
          return new Complete();
        }
        fits |= here;
      }
      crc = FlacFrame.crc16(crc, in.u8(position));
    }
    return fits
        ? new Unknown("something unknown follows the FLAC")
        : new Incomplete("the FLAC's last frame is not whole");
  }
}
