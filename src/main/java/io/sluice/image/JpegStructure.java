package io.sluice.image;

import io.sluice.image.JpegPicture.Gap;
import io.sluice.image.Verdict.Complete;
import io.sluice.image.Verdict.Incomplete;
import io.sluice.image.Verdict.Unknown;
import java.io.EOFException;
import java.io.IOException;

/**
 * Walks the pictures of a JPEG file. What follows the first one may be anything; further pictures
 * (a second view, a gain map) and a video (motion photo) have to be all there too if they start.
 */
final class JpegStructure {

  private final BoundedReader in;
  private Gap gap = Gap.NONE;

  JpegStructure(BoundedReader in) {
    this.in = in;
  }

  Verdict check() throws IOException {
    JpegPicture first;
    try {
      first = walk(0);
    } catch (EOFException e) {
      return new Incomplete("the JPEG's end-of-image marker is missing");
    }
    if (!first.hasScan() && gap != Gap.CERTAIN) {
      return new Unknown("the JPEG ends without any picture data");
    } else if (first.hasNested()) {
      return new Unknown("another JPEG starts inside the picture data");
    }
    Verdict others = others(first);
    if (gap == Gap.CERTAIN) {
      return new Incomplete("the JPEG has a gap of zeros in its picture data");
    }
    return others instanceof Complete && gap == Gap.POSSIBLE
        ? new Unknown("the JPEG has a long row of zeros, which may be as it should")
        : others;
  }

  private JpegPicture walk(long start) throws IOException {
    JpegPicture picture = JpegPicture.walk(in, start);
    gap = picture.gap().compareTo(gap) > 0 ? picture.gap() : gap;
    return picture;
  }

  private Verdict others(JpegPicture first) throws IOException {
    long end = first.end();
    boolean missing = false;
    try {
      while (isJpeg(end)) {
        end = walk(end).end();
      }
      for (long start : first.others()) {
        if (start >= end && isJpeg(start)) {
          end = walk(start).end();
        }
        missing |= start >= end;
      }
    } catch (EOFException e) {
      return new Incomplete("a further picture behind the first one is cut");
    }
    Verdict video = video(end);
    return missing && video instanceof Complete
        ? new Unknown("a further picture that the JPEG's index names is not there")
        : video;
  }

  private boolean isJpeg(long position) throws IOException {
    return position + 3 < in.size() && in.text(position, 3).equals("\u00FF\u00D8\u00FF");
  }

  private Verdict video(long start) throws IOException {
    if (start + 12 >= in.size() || !in.text(start + 4, 4).equals("ftyp")) {
      return new Complete();
    }
    IsoBox.Walk boxes = IsoBox.walk(in, start, in.size());
    return boxes.cut().isPresent()
        ? new Incomplete("the video behind the picture is cut")
        : new Complete();
  }
}
