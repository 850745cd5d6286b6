package io.sluice.image;

import static java.nio.ByteOrder.BIG_ENDIAN;

import io.sluice.image.Verdict.Complete;
import io.sluice.image.Verdict.Incomplete;
import io.sluice.image.Verdict.Unknown;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the boxes of an MP4 or QuickTime movie, and the places that its index names for the
 * pieces of its tracks, with the length of the file.
 */
final class MovieStructure {
  /** A movie's first box; QuickTime knew files without a type. */
  private static final Set<String> FIRST =
      Set.of("ftyp", "moov", "mdat", "wide", "free", "skip", "pnot", "styp");

  /** No movie has more tracks worth a look. */
  private static final int MOST_TRACKS = 64;

  /** Version, flags and count in front of a table. */
  private static final int TABLE = 8;

  private final BoundedReader in;

  MovieStructure(BoundedReader in) {
    this.in = in;
  }

  /** Whether a file that begins so is a movie. */
  static boolean isMovie(byte[] head) {
    return FIRST.stream().anyMatch(type -> ImageFormat.starts(head, 4, type));
  }

  Verdict check() throws IOException {
    IsoBox.Walk file = IsoBox.walk(in, 0, in.size());
    if (file.cut().isPresent()) {
      String type = file.cut().get().type();
      return new Incomplete("the video's '" + type + "' box runs over the end of the file");
    }
    Optional<IsoBox> index = file.first("moov");
    if (index.isEmpty()) {
      // A recorder writes it last.
      return file.first("moof").isPresent() || file.first("meta").isPresent()
          ? new Unknown("the video has no index of its own")
          : new Incomplete("the video has no index ('moov' box)");
    }
    Verdict pieces = pieces(index.get());
    if (pieces instanceof Complete && file.first("mdat").isEmpty()) {
      return new Unknown("the video has no pictures of its own ('mdat' box)");
    }
    return pieces instanceof Complete && file.rest() == IsoBox.Rest.OTHER
        ? new Unknown("something unknown follows the video's boxes")
        : pieces;
  }

  private Verdict pieces(IsoBox index) throws IOException {
    List<IsoBox> tracks =
        IsoBox.walk(in, index.body(), index.end()).boxes().stream()
            .filter(box -> box.type().equals("trak"))
            .limit(MOST_TRACKS)
            .toList();
    try {
      for (IsoBox track : tracks) {
        if (lastPiece(track) >= in.size()) {
          return new Incomplete("a track of the video goes on behind the end of the file");
        }
      }
      return new Complete();
    } catch (EOFException e) {
      return new Unknown("the video's index cannot be read");
    }
  }

  /** Where the last piece of a track starts; -1 where that is not told. */
  private long lastPiece(IsoBox track) throws IOException {
    IsoBox holder = track;
    for (String type : List.of("mdia", "minf", "stbl")) {
      Optional<IsoBox> inner = IsoBox.walk(in, holder.body(), holder.end()).first(type);
      if (inner.isEmpty()) {
        return -1;
      }
      holder = inner.get();
    }
    IsoBox.Walk tables = IsoBox.walk(in, holder.body(), holder.end());
    Optional<IsoBox> wide = tables.first("co64");
    return wide.isPresent()
        ? last(wide.get(), 8)
        : tables.first("stco").isPresent() ? last(tables.first("stco").get(), 4) : -1;
  }

  private long last(IsoBox table, int bytes) throws IOException {
    long count = in.u32(table.body() + 4, BIG_ENDIAN);
    long at = table.body() + TABLE + (count - 1) * bytes;
    return count == 0 || at + bytes > table.end() ? -1 : in.number(at, bytes, BIG_ENDIAN);
  }
}
