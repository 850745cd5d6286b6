package io.sluice.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Puts files together byte by byte. */
final class Bytes {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteOrder order;

  Bytes(ByteOrder order) {
    this.order = order;
  }

  static Bytes bigEndian() {
    return new Bytes(ByteOrder.BIG_ENDIAN);
  }

  static Bytes littleEndian() {
    return new Bytes(ByteOrder.LITTLE_ENDIAN);
  }

  Bytes text(String text) {
    return bytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  Bytes bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  Bytes u8(int... values) {
    for (int value : values) {
      out.write(value);
    }
    return this;
  }

  Bytes u16(long... values) {
    return numbers(2, values);
  }

  Bytes u32(long... values) {
    return numbers(4, values);
  }

  Bytes u64(long... values) {
    return numbers(8, values);
  }

  /** Appends {@code count} bytes that look like coded data, none of them 00 or FF. */
  Bytes data(int count) {
    for (int i = 0; i < count; i++) {
      out.write(1 + (i * 31) % 250);
    }
    return this;
  }

  Bytes zeros(int count) {
    return bytes(new byte[count]);
  }

  int size() {
    return out.size();
  }

  byte[] get() {
    return out.toByteArray();
  }

  static byte[] join(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  private Bytes numbers(int width, long... values) {
    for (long value : values) {
      for (int i = 0; i < width; i++) {
        int shift = 8 * (order == ByteOrder.BIG_ENDIAN ? width - 1 - i : i);
        out.write((int) (value >> shift));
      }
    }
    return this;
  }
}
