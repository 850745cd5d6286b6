package io.sluice.image;

import io.sluice.image.Verdict.Incomplete;
import io.sluice.image.Verdict.Unknown;
import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * Tells from a file's structure whether all of it is there, for files that are more than a picture:
 * videos, volumes, documents. As {@link StructureCheck}, it goes by the first bytes, decodes
 * nothing, and has a fixed number of reads; but what it does not know is just not checked, since
 * there are more such formats than it could tell.
 */
public final class MediaCheck {
  private static final int BYTES_PER_READ = 32 * 1024;

  /** A DICOM begins with so many bytes that may be anything. */
  private static final int PREAMBLE = 128;

  private MediaCheck() {}

  /**
   * Checks a file as it is now.
   *
   * @param channel open for reading; its position is neither used nor changed
   * @throws IOException only if the file cannot be read, never for its content
   */
  public static Verdict check(FileChannel channel) throws IOException {
    return BoundedCheck.run(channel, BYTES_PER_READ, MediaCheck::check);
  }

  private static Verdict check(BoundedReader in) throws IOException {
    byte[] head = in.head(PREAMBLE + 4);
    if (ImageFormat.starts(head, PREAMBLE, "DICM")) {
      return new DicomStructure(in).check();
    } else if (MovieStructure.isMovie(head)) {
      return new MovieStructure(in).check();
    } else if (ImageFormat.starts(head, 0, "RIFF") && ImageFormat.starts(head, 8, "AVI ")) {
      return new AviStructure(in).check();
    }
    for (byte b : head) {
      if (b != 0) {
        return new Unknown("the file is of a type that is not checked");
      }
    }
    return new Incomplete("the file starts with zeros");
  }
}
