package io.sluice.image;

import static java.nio.ByteOrder.BIG_ENDIAN;

import com.google.common.math.LongMath;
import java.io.EOFException;
import java.io.IOException;

/**
 * Reads an {@code iloc} box: the places in the file that hold the parts of a picture. Only the part
 * that lies farthest back is kept.
 */
final class HeicItems {

  /** Bytes of the numbers in the box, which it names at its start. */
  private record Widths(int offset, int length, int base, int index) {
    static Widths read(BoundedReader in, long position, int version) throws IOException {
      int first = in.u8(position);
      int second = in.u8(position + 1);
      return new Widths(first >> 4, first & 15, second >> 4, version == 0 ? 0 : second & 15);
    }

    int extent() {
      return index + offset + length;
    }

    boolean isOdd() {
      return offset > 8 || length > 8 || base > 8 || index > 8;
    }
  }

  private final BoundedReader in;
  private final long limit;
  private long position;
  private long lastStart;
  private long lastEnd;

  private HeicItems(BoundedReader in, IsoBox box) {
    this.in = in;
    this.position = box.body();
    this.limit = box.end();
  }

  /** Throws {@link EOFException} when the box is too short for what it announces. */
  static HeicItems read(BoundedReader in, IsoBox box) throws IOException {
    HeicItems items = new HeicItems(in, box);
    items.readAll();
    return items;
  }

  long lastStart() {
    return lastStart;
  }

  /** Returns where the part ends that lies farthest back; 0 without any. */
  long lastEnd() {
    return lastEnd;
  }

  private void readAll() throws IOException {
    int version = (int) next(1);
    next(3);
    Widths widths = Widths.read(in, position, version);
    next(2);
    if (widths.isOdd() || version > 2) {
      throw new EOFException("unknown kind of item index");
    }
    long count = next(version == 2 ? 4 : 2);
    for (long i = 0; i < count; i++) {
      readItem(version, widths);
    }
  }

  private void readItem(int version, Widths widths) throws IOException {
    next(version == 2 ? 4 : 2);
    long method = version == 0 ? 0 : next(2) & 15;
    long otherFile = next(2);
    long base = next(widths.base());
    long extents = next(2);
    if (widths.extent() == 0) {
      return;
    }
    for (long i = 0; i < extents; i++) {
      next(widths.index());
      long offset = next(widths.offset());
      long length = next(widths.length());
      // Other methods count inside the index itself or inside another item.
      if (method == 0 && otherFile == 0) {
        add(LongMath.saturatedAdd(base, offset), length);
      }
    }
  }

  private void add(long start, long length) {
    long end = LongMath.saturatedAdd(start, length);
    if (end > lastEnd) {
      lastStart = start;
      lastEnd = end;
    }
  }

  private long next(int bytes) throws IOException {
    if (bytes > limit - position) {
      throw new EOFException("item index ends at byte " + limit);
    }
    long value = in.number(position, bytes, BIG_ENDIAN);
    position += bytes;
    return value;
  }
}
