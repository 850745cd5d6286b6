package io.sluice.image;

import io.sluice.image.Verdict.Incomplete;
import io.sluice.image.Verdict.Unknown;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Tells by a file's structure whether all of an image is there, without decoding it.
 *
 * <p>It answers for files that are meant to be images: what starts like no image is incomplete. The
 * format is told by the first bytes, not by the name. Holding back a whole file is as bad as
 * sending half of one, so oddities that viewers put up with, and anything that may follow the
 * image, count as complete or as unknown.
 */
public final class StructureCheck {

  /** Formats that are told, but not checked, so that a misnamed image is not held back. */
  private static final Map<String, String> UNCHECKED =
      Map.of(
          "\u00FF\n", "JPEG XL",
          "\0\0\0\u000CJXL ", "JPEG XL",
          "\0\0\0\u000CjP  ", "JPEG 2000",
          "\u00FFO\u00FFQ", "JPEG 2000",
          "II\u00BC\u0001", "JPEG XR",
          "8BPS", "Photoshop",
          "v/1\u0001", "OpenEXR",
          "\0\0\u0001\0", "icon",
          "\u008AMNG\r\n\u001A\n", "MNG");

  private static final int BYTES_PER_READ = 32 * 1024;

  /** The smallest part that a file system leaves unwritten. */
  private static final int HOLE = 4096;

  /** Of a larger file only the index is read. */
  private static final long LARGEST_READ_THROUGH = 1L << 30;

  private StructureCheck() {}

  /**
   * Checks a file as it is now.
   *
   * @param channel open for reading; its position is neither used nor changed
   * @throws IOException only if the file cannot be read, never for its content
   */
  public static Verdict check(FileChannel channel) throws IOException {
    return BoundedCheck.run(channel, BYTES_PER_READ, StructureCheck::check);
  }

  private static Verdict check(BoundedReader in) throws IOException {
    byte[] head = in.head(ImageFormat.SIGNATURE_BYTES);
    Optional<ImageFormat> format = ImageFormat.ofSignature(head);
    if (format.isEmpty()) {
      return withoutFormat(head);
    }
    return switch (format.get()) {
      case JPEG -> new JpegStructure(in).check();
      case PNG -> new PngStructure(in).check();
      case GIF -> new GifStructure(in).check();
      case BMP -> withoutHole(in, new BmpStructure(in).check());
      case TIFF -> withoutHole(in, new TiffStructure(in).check());
      case WEBP -> withoutHole(in, new WebpStructure(in).check());
      case HEIC -> withoutHole(in, new HeicStructure(in).check());
    };
  }

  /**
   * The index of these formats says where the picture lies, not whether it has been written: a file
   * made in full length beforehand reads as zeros until then. Black pixels do so too.
   */
  private static Verdict withoutHole(BoundedReader in, Verdict verdict) throws IOException {
    if (!(verdict instanceof Verdict.Complete) || in.size() > LARGEST_READ_THROUGH) {
      return verdict;
    }
    OptionalLong hole = in.zeroRun(0, in.size(), HOLE);
    return hole.isEmpty()
        ? verdict
        : new Unknown("only zeros from byte " + hole.getAsLong() + " on, for a while");
  }

  private static Verdict withoutFormat(byte[] head) {
    for (Map.Entry<String, String> unchecked : UNCHECKED.entrySet()) {
      if (ImageFormat.starts(head, 0, unchecked.getKey())) {
        return new Unknown("the file is not checked, being of type " + unchecked.getValue());
      }
    }
    if (ImageFormat.starts(head, 4, "ftyp") && head.length >= 12) {
      return new Unknown("the file is a media file other than HEIC, which is not checked");
    }
    for (byte b : head) {
      if (b != 0) {
        return new Incomplete("the file starts with no known image signature");
      }
    }
    return new Incomplete("the file starts with zeros, not with a known image signature");
  }
}
