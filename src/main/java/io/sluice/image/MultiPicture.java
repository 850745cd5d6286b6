package io.sluice.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the index of a JPEG that holds several pictures (MPF: a second view, a gain map, a larger
 * preview): where those behind the first one start.
 *
 * <p>Tools that take the further pictures away often leave the index as it was, so what it names
 * need not be there.
 */
final class MultiPicture {

  private static final int ENTRIES_TAG = 0xB002;
  private static final int ENTRY_BYTES = 16;
  private static final int MOST_TAGS = 100;
  private static final int MOST_PICTURES = 100;

  private MultiPicture() {}

  /**
   * Returns where the further pictures should start; empty for a segment of another kind.
   *
   * @param start of the content of an APP2 segment
   */
  static List<Long> starts(BoundedReader in, long start, long end) throws IOException {
    if (end - start < 16 || !in.text(start, 4).equals("MPF\0")) {
      return List.of();
    }
    Optional<TiffHeader> header = TiffHeader.read(in, start + 4);
    return header.isPresent() ? starts(in, header.get()) : List.of();
  }

  private static List<Long> starts(BoundedReader in, TiffHeader header) throws IOException {
    long directory = header.base() + header.firstDirectory();
    int tags = Math.min(in.u16(directory, header.order()), MOST_TAGS);
    List<Long> starts = new ArrayList<>();
    for (int i = 0; i < tags; i++) {
      long entry = directory + 2 + 12L * i;
      if (in.u16(entry, header.order()) == ENTRIES_TAG) {
        long pictures = in.u32(entry + 4, header.order()) / ENTRY_BYTES;
        long first = header.base() + in.u32(entry + 8, header.order());
        for (int n = 1; n < Math.min(pictures, MOST_PICTURES); n++) {
          starts.add(header.base() + in.u32(first + (long) n * ENTRY_BYTES + 8, header.order()));
        }
      }
    }
    return starts;
  }
}
