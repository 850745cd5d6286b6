package io.sluice.image;

import com.google.common.math.LongMath;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Optional;

/** The strips and tiles of a TIFF's directories: where the last of them ends, and what is odd. */
final class TiffPieces {

  private static final int UNCOMPRESSED = 1;
  private static final int OLD_JPEG = 6;

  /** Offsets and lengths are two arrays; they are read in turns of this many. */
  private static final int BLOCK = 1024;

  private static final int TAIL = 256;
  private static final int PLAIN_TAIL = 1024;

  private final BoundedReader in;
  private final TiffHeader header;
  private long lastStart;
  private long lastEnd;
  private long lastCompression;
  private String oddity = "";

  TiffPieces(BoundedReader in, TiffHeader header) {
    this.in = in;
    this.header = header;
  }

  /** Takes in one directory's pieces and returns how many these are. */
  long add(TiffDirectory directory) throws IOException {
    long compression = value(directory, TiffDirectory.COMPRESSION, UNCOMPRESSED);
    Optional<TiffEntry> tiles = directory.entry(TiffDirectory.TILE_OFFSETS);
    Optional<TiffEntry> offsets =
        tiles.isPresent() ? tiles : directory.entry(TiffDirectory.STRIP_OFFSETS);
    if (offsets.isEmpty()) {
      return addOldJpeg(directory);
    }
    Optional<TiffEntry> lengths = lengths(directory, tiles.isPresent());
    boolean plain = compression == UNCOMPRESSED && tiles.isEmpty();
    if (lengths.isEmpty() && !plain) {
      odd("the TIFF does not tell the length of its strips");
      return 0;
    } else if (lengths.isPresent() && lengths.get().count() < offsets.get().count()) {
      odd("the TIFF tells the length of some of its strips only");
    }
    StripRows rows = plain ? StripRows.read(in, header, directory) : StripRows.NONE;
    return addAll(offsets.get(), lengths, rows, compression);
  }

  /** Returns where the piece ends that lies farthest back; 0 without any. */
  long lastEnd() {
    return lastEnd;
  }

  /** Returns why the pieces cannot be judged, if something is odd about them. */
  Optional<String> oddity() {
    return oddity.isEmpty() ? Optional.empty() : Optional.of(oddity);
  }

  boolean endsInZeros() throws IOException {
    return in.endsInZeros(lastStart, lastEnd, zerosAreDamage() ? TAIL : PLAIN_TAIL);
  }

  /** LZW, JPEG, Deflate, Zstandard and WebP never end in a row of zeros. */
  boolean zerosAreDamage() {
    return lastCompression == 5
        || lastCompression == 7
        || lastCompression == 8
        || lastCompression == 32946
        || lastCompression == 50000
        || lastCompression == 50001;
  }

  private long addAll(
      TiffEntry offsets, Optional<TiffEntry> lengths, StripRows rows, long compression)
      throws IOException {
    long count =
        lengths.isPresent() ? Math.min(offsets.count(), lengths.get().count()) : offsets.count();
    for (long from = 0; from < count; from += BLOCK) {
      int n = (int) Math.min(BLOCK, count - from);
      long[] starts = offsets.values(in, header, from, n);
      long[] sizes = lengths.isPresent() ? lengths.get().values(in, header, from, n) : new long[n];
      for (int i = 0; i < n; i++) {
        long needed = rows.bytes(from + i);
        boolean told = lengths.isPresent();
        addPiece(starts[i], told ? Math.min(sizes[i], needed) : needed, compression);
      }
    }
    return count;
  }

  private void addPiece(long start, long length, long compression) {
    if (start == 0 || length == 0) {
      odd("the TIFF has empty strips or tiles");
      return;
    }
    long end = LongMath.saturatedAdd(start, length);
    if (end > lastEnd) {
      lastStart = start;
      lastEnd = end;
      lastCompression = compression;
    }
  }

  /**
   * The length in this outdated form is often wrong, so only where it starts is relied upon; but a
   * JPEG that is shorter than that and has no end is cut.
   */
  private long addOldJpeg(TiffDirectory directory) throws IOException {
    long start = value(directory, TiffDirectory.JPEG_OFFSET, 0);
    long length = value(directory, TiffDirectory.JPEG_LENGTH, 0);
    if (start == 0) {
      return 0;
    }
    boolean beyond = LongMath.saturatedAdd(start, length) > in.size();
    if (length == 0 || (beyond && !isCutJpeg(start))) {
      odd("the TIFF tells the length of its JPEG data wrongly");
      length = 1;
    }
    addPiece(start, length, OLD_JPEG);
    return 1;
  }

  private boolean isCutJpeg(long start) throws IOException {
    if (start + 2 > in.size() || in.u16(start, ByteOrder.BIG_ENDIAN) != 0xFFD8) {
      return false;
    }
    try {
      JpegPicture.walk(in, start);
      return false;
    } catch (EOFException e) {
      return true;
    }
  }

  private Optional<TiffEntry> lengths(TiffDirectory directory, boolean tiled) {
    Optional<TiffEntry> lengths = directory.entry(TiffDirectory.TILE_LENGTHS);
    return tiled && lengths.isPresent() ? lengths : directory.entry(TiffDirectory.STRIP_LENGTHS);
  }

  private long value(TiffDirectory directory, int tag, long otherwise) throws IOException {
    return directory.value(in, header, tag, otherwise);
  }

  private void odd(String reason) {
    if (oddity.isEmpty()) {
      oddity = reason;
    }
  }
}
