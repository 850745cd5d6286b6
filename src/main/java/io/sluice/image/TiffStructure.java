package io.sluice.image;

import io.sluice.image.Verdict.Complete;
import io.sluice.image.Verdict.Incomplete;
import io.sluice.image.Verdict.Unknown;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Follows the directories of a TIFF (pages, and the smaller versions below them) and compares
 * everything that they point at with the length of the file.
 */
final class TiffStructure {

  /** A stack of scans has thousands of pages; beyond this the quiet period has to do. */
  private static final int MOST_DIRECTORIES = 10_000;

  /** Entries, strips and tiles of all directories together. */
  private static final long MOST_PARTS = 4_000_000;

  private final BoundedReader in;
  private final Deque<Long> pending = new ArrayDeque<>();
  private final Set<Long> seen = new HashSet<>();
  private long parts;
  private boolean loop;

  TiffStructure(BoundedReader in) {
    this.in = in;
  }

  Verdict check() throws IOException {
    try {
      Optional<TiffHeader> header = TiffHeader.read(in, 0);
      if (header.isEmpty() || header.get().firstDirectory() == 0) {
        return new Incomplete("the TIFF has no directory yet");
      }
      return follow(header.get());
    } catch (EOFException e) {
      return new Incomplete("a directory of the TIFF lies behind the end of the file");
    }
  }

  private Verdict follow(TiffHeader header) throws IOException {
    TiffPieces pieces = new TiffPieces(in, header);
    pending.add(header.firstDirectory());
    while (!pending.isEmpty()) {
      long offset = pending.remove();
      if (!seen.add(offset)) {
        loop = true;
        continue;
      }
      TiffDirectory directory = TiffDirectory.read(in, header, offset);
      if (directory.size() == 0) {
        return new Incomplete("a directory of the TIFF is not written yet");
      } else if (directory.valuesEnd() > in.size()) {
        return new Incomplete("a value of the TIFF lies behind the end of the file");
      }
      count(directory.size() + pieces.add(directory));
      if (pieces.lastEnd() > in.size()) {
        return new Incomplete("a strip or tile of the TIFF lies behind the end of the file");
      }
      enqueue(header, directory);
    }
    return loop ? new Unknown("the TIFF's directories form a loop") : tail(pieces);
  }

  private void enqueue(TiffHeader header, TiffDirectory directory) throws IOException {
    Optional<TiffEntry> below = directory.entry(TiffDirectory.SUB_DIRECTORIES);
    if (below.isPresent()) {
      int n = (int) Math.min(below.get().count(), MOST_DIRECTORIES);
      for (long offset : below.get().values(in, header, 0, n)) {
        enqueue(offset);
      }
    }
    enqueue(directory.next());
  }

  private void enqueue(long offset) throws IOException {
    if (offset != 0) {
      pending.add(offset);
    }
    if (seen.size() + pending.size() > MOST_DIRECTORIES) {
      throw new BoundedReader.ReadLimitException(MOST_DIRECTORIES);
    }
  }

  private void count(long more) throws IOException {
    parts += more;
    if (parts > MOST_PARTS) {
      throw new BoundedReader.ReadLimitException(MOST_PARTS);
    }
  }

  private Verdict tail(TiffPieces pieces) throws IOException {
    if (pieces.oddity().isPresent()) {
      return new Unknown(pieces.oddity().get());
    } else if (pieces.lastEnd() == 0) {
      return new Unknown("the TIFF has no picture data");
    } else if (pieces.endsInZeros()) {
      return pieces.zerosAreDamage()
          ? new Incomplete("the TIFF's picture data ends in zeros")
          : new Unknown("the TIFF's picture data ends in zeros, which may be black pixels");
    }
    return new Complete();
  }
}
