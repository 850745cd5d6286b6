package io.sluice.image;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * Tells from a file's structure whether all of it is there, for files that are more than a picture:
 * videos, volumes, documents. As {@link StructureCheck}, it goes by the first bytes, decodes
 * nothing, and has a fixed number of reads. What it does not know is just not checked, since there
 * are more such formats than it could tell, unless the name says that it is one that it knows.
 */
public final class MediaCheck {
  private static final int BYTES_PER_READ = 32 * 1024;

  /** A DICOM begins with so many bytes that may be anything. */
  private static final int PREAMBLE = 128;

  private MediaCheck() {}

  /**
   * Checks a file as it is now.
   *
   * @param fileName tells by its extension what the file is meant to be
   * @param channel open for reading; its position is neither used nor changed
   * @throws IOException only if the file cannot be read, never for its content
   */
  public static Verdict check(String fileName, FileChannel channel) throws IOException {
    return BoundedCheck.run(channel, BYTES_PER_READ, in -> check(fileName, in));
  }

  private static Verdict check(String fileName, BoundedReader in) throws IOException {
    byte[] head = in.head(PREAMBLE + 4);
    if (ImageFormat.starts(head, PREAMBLE, "DICM")) {
      return new DicomStructure(in).check();
    } else if (MovieStructure.isMovie(head)) {
      return new MovieStructure(in).check();
    } else if (ImageFormat.starts(head, 0, "RIFF") && ImageFormat.starts(head, 8, "AVI ")) {
      return new AviStructure(in).check();
    }
    return new MediaBeginning(in).check(fileName);
  }
}
