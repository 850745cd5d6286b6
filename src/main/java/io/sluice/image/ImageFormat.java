package io.sluice.image;

import com.google.common.collect.ImmutableList;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** An image format that Sluice can tell by its first bytes. */
public enum ImageFormat {
  /** JPEG, baseline or progressive. */
  JPEG("image/jpeg", "jpg", "jpeg"),
  /** PNG, animated or not. */
  PNG("image/png", "png"),
  /** GIF, animated or not. */
  GIF("image/gif", "gif"),
  /** Windows and OS/2 bitmap. */
  BMP("image/bmp", "bmp"),
  /** TIFF and BigTIFF, both byte orders. */
  TIFF("image/tiff", "tif", "tiff"),
  /** WebP, lossy, lossless or animated. */
  WEBP("image/webp", "webp"),
  /** HEIF with HEVC, as phones write it. */
  HEIC("image/heic", "heic");

  /** How many first bytes {@link #ofSignature} can make use of. */
  public static final int SIGNATURE_BYTES = 64;

  private static final Set<String> HEIC_BRANDS =
      Set.of(
          "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "mif2", "msf1");

  /** AVIF also names {@code mif1}; it is a format of its own. */
  private static final Set<String> OTHER_BRANDS = Set.of("avif", "avis");

  /** No bitmap header is longer; four letters of a text are a far larger number. */
  private static final int LONGEST_BMP_HEADER = 1024;

  private final String contentType;
  private final ImmutableList<String> extensions;

  ImageFormat(String contentType, String... extensions) {
    this.contentType = contentType;
    this.extensions = ImmutableList.copyOf(extensions);
  }

  /** Returns the MIME type. */
  public String contentType() {
    return contentType;
  }

  /** Returns the file name extensions, in lower case and without a dot; the usual one first. */
  public List<String> extensions() {
    return extensions;
  }

  /**
   * Tells the format by a file's first bytes.
   *
   * @param head the first {@link #SIGNATURE_BYTES} of the file, or all of a shorter one
   */
  public static Optional<ImageFormat> ofSignature(byte[] head) {
    if (starts(head, 0, "\u00FF\u00D8\u00FF")) {
      return Optional.of(JPEG);
    } else if (starts(head, 0, "\u0089PNG\r\n\u001A\n")) {
      return Optional.of(PNG);
    } else if (starts(head, 0, "GIF87a") || starts(head, 0, "GIF89a")) {
      return Optional.of(GIF);
    } else if (isTiff(head)) {
      return Optional.of(TIFF);
    } else if (starts(head, 0, "RIFF") && starts(head, 8, "WEBP")) {
      return Optional.of(WEBP);
    } else if (isHeic(head)) {
      return Optional.of(HEIC);
    }
    return isBmp(head) ? Optional.of(BMP) : Optional.empty();
  }

  /**
   * Tells the format that a file name claims, in any letter case.
   *
   * @param fileName a name or a path; only what follows the last dot counts
   */
  public static Optional<ImageFormat> ofExtension(String fileName) {
    int dot = fileName.lastIndexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    String extension = fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(f -> f.extensions.contains(extension)).findFirst();
  }

  /** Tells whether {@code bytes} has these characters, one byte each, at {@code offset}. */
  static boolean starts(byte[] bytes, int offset, String expected) {
    byte[] wanted = expected.getBytes(StandardCharsets.ISO_8859_1);
    int end = offset + wanted.length;
    return bytes.length >= end && Arrays.equals(bytes, offset, end, wanted, 0, wanted.length);
  }

  private static boolean isTiff(byte[] head) {
    return starts(head, 0, "II*\0")
        || starts(head, 0, "MM\0*")
        || starts(head, 0, "II+\0")
        || starts(head, 0, "MM\0+");
  }

  private static boolean isHeic(byte[] head) {
    if (!starts(head, 4, "ftyp") || head.length < 12) {
      return false;
    }
    int end = (head[0] | head[1]) == 0 ? ((head[2] & 0xFF) << 8) | (head[3] & 0xFF) : 0;
    boolean heic = false;
    // The four bytes behind the major brand are its version.
    for (int at = 8; at + 4 <= Math.min(head.length, Math.max(end, 12)); at += at == 8 ? 8 : 4) {
      String brand = new String(head, at, 4, StandardCharsets.ISO_8859_1);
      if (OTHER_BRANDS.contains(brand)) {
        return false;
      }
      heic |= HEIC_BRANDS.contains(brand);
    }
    return heic;
  }

  private static boolean isBmp(byte[] head) {
    if (!starts(head, 0, "BM")) {
      return false;
    }
    return head.length < 18
        || (head[17] == 0
            && head[16] == 0
            && (((head[15] & 0xFF) << 8) | (head[14] & 0xFF)) <= LONGEST_BMP_HEADER);
  }
}
