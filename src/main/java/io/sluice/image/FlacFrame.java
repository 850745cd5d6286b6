package io.sluice.image;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;

/**
 * The header of a frame of a FLAC.
 *
 * @param firstSample the number of its first sample
 * @param samples how many it has
 * @param body where its content starts
 */
record FlacFrame(long firstSample, int samples, long body) {
  /** Beyond it the file could not count its samples. */
  private static final int MOST_NUMBER_BYTES = 7;

  /** The frame whose header is at {@code at}; empty where none is, by its checksum. */
  static Optional<FlacFrame> at(BoundedReader in, long at, int streamBlockSize) throws IOException {
    try {
      int second = in.u8(at + 1);
      if (second != 0xF8 && second != 0xF9) {
        return Optional.empty();
      }
      int numberBytes = numberBytes(in.u8(at + 4));
      int sizes = in.u8(at + 2);
      if (numberBytes == 0 || sizes >> 4 == 0 || (sizes & 0xF) == 0xF) {
        return Optional.empty();
      }
      long behindNumber = at + 4 + numberBytes;
      int sizeBytes = sizeBytes(sizes >> 4);
      long end = behindNumber + sizeBytes + rateBytes(sizes & 0xF);
      if (in.u8(end) != crc8(in, at, end)) {
        return Optional.empty();
      }
      int samples =
          sizeBytes == 0
              ? samples(sizes >> 4)
              : (int) in.number(behindNumber, sizeBytes, BIG_ENDIAN) + 1;
      long number = number(in, at + 4, numberBytes);
      long first = second == 0xF9 ? number : number * streamBlockSize;
      return Optional.of(new FlacFrame(first, samples, end + 1));
    } catch (EOFException e) {
      return Optional.empty();
    }
  }

  /** Whether its last sample is the last of {@code all}. */
  boolean endsWith(long all) {
    return firstSample + samples == all;
  }

  /** The checksum of a whole frame, one byte further. */
  static int crc16(int crc, int next) {
    int value = crc ^ next << 8;
    for (int bit = 0; bit < 8; bit++) {
      value = (value & 0x8000) == 0 ? value << 1 : value << 1 ^ 0x8005;
    }
    return value & 0xFFFF;
  }

  private static int crc8(BoundedReader in, long from, long to) throws IOException {
    int crc = 0;
    for (long position = from; position < to; position++) {
      crc ^= in.u8(position);
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x80) == 0 ? crc << 1 : crc << 1 ^ 0x07;
      }
      crc &= 0xFF;
    }
    return crc;
  }

  /** How many bytes a number takes that begins so; 0 where none does. */
  private static int numberBytes(int first) {
    int ones = Integer.numberOfLeadingZeros(~(first << 24));
    return ones == 0 ? 1 : ones == 1 || ones > MOST_NUMBER_BYTES ? 0 : ones;
  }

  /** Written as the characters of UTF-8 are, but longer. */
  private static long number(BoundedReader in, long at, int bytes) throws IOException {
    int first = in.u8(at);
    long value = bytes == 1 ? first : first & (0xFF >> (bytes + 1));
    for (int i = 1; i < bytes; i++) {
      value = value << 6 | (in.u8(at + i) & 0x3F);
    }
    return value;
  }

  private static int sizeBytes(int code) {
    return code == 6 ? 1 : code == 7 ? 2 : 0;
  }

  private static int rateBytes(int code) {
    return code == 12 ? 1 : code == 13 || code == 14 ? 2 : 0;
  }

  private static int samples(int code) {
    if (code == 1) {
      return 192;
    }
    return code < 6 ? 576 << (code - 2) : 256 << (code - 8);
  }
}
