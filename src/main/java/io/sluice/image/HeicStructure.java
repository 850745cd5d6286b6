package io.sluice.image;

import io.sluice.image.Verdict.Complete;
import io.sluice.image.Verdict.Incomplete;
import io.sluice.image.Verdict.Unknown;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;

/**
 * Compares the boxes of a HEIC, and the places that its index names for the parts of the picture,
 * with the length of the file.
 */
final class HeicStructure {

  /** Version and flags in front of the boxes inside the index. */
  private static final int FULL_BOX = 4;

  /** No part of a picture ends in so many zero bytes. */
  private static final int TAIL = 1024;

  private final BoundedReader in;

  HeicStructure(BoundedReader in) {
    this.in = in;
  }

  Verdict check() throws IOException {
    IsoBox.Walk file = IsoBox.walk(in, 0, in.size());
    if (file.cut().isPresent()) {
      String type = file.cut().get().type();
      return new Incomplete("the HEIC's '" + type + "' box runs over the end of the file");
    }
    Optional<IsoBox> meta = file.first("meta");
    if (meta.isEmpty()) {
      return file.first("moov").isPresent()
          ? new Unknown("the HEIC is an image sequence, which is not checked")
          : new Incomplete("the HEIC has no index ('meta' box)");
    }
    Verdict items = items(meta.get());
    return items instanceof Complete && file.rest() == IsoBox.Rest.OTHER
        ? new Unknown("something unknown follows the HEIC's boxes")
        : items;
  }

  private Verdict items(IsoBox meta) throws IOException {
    IsoBox.Walk index = IsoBox.walk(in, meta.body() + FULL_BOX, meta.end());
    Optional<IsoBox> locations = index.first("iloc");
    if (locations.isEmpty()) {
      return new Unknown("the HEIC's index does not tell where the picture lies");
    }
    try {
      HeicItems items = HeicItems.read(in, locations.get());
      if (items.lastEnd() > in.size()) {
        return new Incomplete("the HEIC's picture data lies behind the end of the file");
      }
      return in.endsInZeros(items.lastStart(), items.lastEnd(), TAIL)
          ? new Incomplete("the HEIC's picture data ends in zeros")
          : new Complete();
    } catch (EOFException e) {
      return new Unknown("the HEIC's index cannot be read");
    }
  }
}
