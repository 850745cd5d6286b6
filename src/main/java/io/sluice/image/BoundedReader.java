package io.sluice.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.zip.CRC32;

/**
 * Reads numbers at any position of a file through one window of 64 KB, and no more often than it
 * was allowed to.
 *
 * <p>The file's length is taken once, so that a growing file reads as it was then. Reading at or
 * behind that length throws {@link EOFException}; reading too often {@link ReadLimitException}.
 */
final class BoundedReader {

  /** The reads allowed are used up: the file makes one jump about more than any image needs. */
  static final class ReadLimitException extends IOException {
    private static final long serialVersionUID = 1L;

    ReadLimitException(long limit) {
      super("more than " + limit + " reads needed");
    }
  }

  private static final int WINDOW = 64 * 1024;

  /** After a jump only this much is read: most jumps lead to a header of a few bytes. */
  private static final int GLANCE = 4 * 1024;

  private final FileChannel channel;
  private final long size;
  private final long maxReads;
  private final byte[] window = new byte[WINDOW];
  private long windowStart;
  private int windowLength;
  private long reads;

  /** Reads at most {@code maxReads} windows of {@code channel}. */
  BoundedReader(FileChannel channel, long maxReads) throws IOException {
    this.channel = channel;
    this.size = channel.size();
    this.maxReads = maxReads;
  }

  /** Returns the file's length in bytes. */
  long size() {
    return size;
  }

  /** Returns the file's first bytes, at most {@code count}. */
  byte[] head(int count) throws IOException {
    byte[] head = new byte[(int) Math.min(count, size)];
    for (int i = 0; i < head.length; i++) {
      head[i] = (byte) u8(i);
    }
    return head;
  }

  int u8(long position) throws IOException {
    if (position < windowStart || position >= windowStart + windowLength) {
      load(position);
    }
    return window[(int) (position - windowStart)] & 0xFF;
  }

  int u16(long position, ByteOrder order) throws IOException {
    return (int) number(position, 2, order);
  }

  long u32(long position, ByteOrder order) throws IOException {
    return number(position, 4, order);
  }

  /**
   * Reads an unsigned number of up to eight bytes; one that a long cannot hold comes back as {@link
   * Long#MAX_VALUE}, which lies behind the end of every file.
   */
  long number(long position, int bytes, ByteOrder order) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      int at = order == ByteOrder.BIG_ENDIAN ? i : bytes - 1 - i;
      value = (value << 8) | u8(position + at);
    }
    return value < 0 ? Long.MAX_VALUE : value;
  }

  /** Returns {@code length} bytes as one character each. */
  String text(long position, int length) throws IOException {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) u8(position + i);
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Returns where {@code value} next stands, at or behind {@code from}. */
  long find(int value, long from) throws IOException {
    long position = from;
    while (true) {
      u8(position);
      for (int i = (int) (position - windowStart); i < windowLength; i++) {
        if ((window[i] & 0xFF) == value) {
          return windowStart + i;
        }
      }
      position = windowStart + windowLength;
    }
  }

  /**
   * Tells whether a range ends in {@code least} zero bytes, or is nothing but zeros if it is
   * shorter. An empty range does not.
   */
  boolean endsInZeros(long from, long to, int least) throws IOException {
    long start = Math.max(from, to - least);
    for (long position = start; position < to; position++) {
      if (u8(position) != 0) {
        return false;
      }
    }
    return start < to;
  }

  /**
   * Returns where the first {@code least} or more zero bytes in a row start.
   *
   * @param from where to look first
   * @param to where to stop
   */
  OptionalLong zeroRun(long from, long to, int least) throws IOException {
    long run = 0;
    long position = from;
    while (position < to) {
      u8(position);
      int end = (int) Math.min(windowLength, to - windowStart);
      for (int i = (int) (position - windowStart); i < end; i++) {
        int last = i + least - 1;
        if (run == 0 && last < end && window[last] != 0) {
          // Every such row that starts up to here would hold this byte.
          i = last;
          continue;
        }
        run = window[i] == 0 ? run + 1 : 0;
        if (run >= least) {
          return OptionalLong.of(windowStart + i + 1 - run);
        }
      }
      position = windowStart + end;
    }
    return OptionalLong.empty();
  }

  /** Returns the checksum, as PNG computes it, of the bytes in a range. */
  long crc32(long from, long to) throws IOException {
    CRC32 crc = new CRC32();
    long position = from;
    while (position < to) {
      u8(position);
      int start = (int) (position - windowStart);
      int end = (int) Math.min(windowLength, to - windowStart);
      crc.update(window, start, end - start);
      position = windowStart + end;
    }
    return crc.getValue();
  }

  private void load(long position) throws IOException {
    if (position < 0 || position >= size) {
      throw new EOFException("byte " + position + " of " + size);
    }
    if (++reads > maxReads) {
      throw new ReadLimitException(maxReads);
    }
    long windowEnd = windowStart + windowLength;
    boolean onwards = position >= windowEnd && position - windowEnd < WINDOW && reads > 1;
    long length = Math.min(onwards ? WINDOW : GLANCE, size - position);
    windowLength = 0;
    int got = channel.read(ByteBuffer.wrap(window, 0, (int) length), position);
    if (got <= 0) {
      throw new EOFException("byte " + position + ": the file became shorter");
    }
    windowStart = position;
    windowLength = got;
  }
}
