package io.sluice.image;

import static java.nio.ByteOrder.BIG_ENDIAN;

import com.google.common.collect.ImmutableSet;
import io.sluice.image.Verdict.Incomplete;
import io.sluice.image.Verdict.Unknown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a file begins with that {@link MediaCheck} has no structure for: whether that can be what
 * its extension says, or anything else that is known.
 */
final class MediaBeginning {
  /** So many bytes tell a stream of television packets by the mark of the second one. */
  private static final int HEAD = 189;

  private static final int ZEROS = 132;
  private static final int SHOWN_TEXT = 16;
  private static final int SHOWN_BYTES = 8;

  private static final String TELEVISION = "G";

  /** A misnamed one is told, and not checked: Matroska, ASF, FLV, Ogg, FLAC, MPEG and its codes. */
  private static final List<String> OTHERS =
      List.of(
          "\u001AE\u00DF\u00A3",
          "0&\u00B2u",
          "FLV\u0001",
          "OggS\0",
          "fLaC\0",
          "\0\0\u0001\u00BA",
          "\0\0\u0001\u00B3",
          "\0\0\0\u0001");

  /** What else is in the same wrapper as an AVI. */
  private static final List<String> WRAPPED = List.of("AVI\u0019", "AMV ", "WAVE");

  /** Extensions of which it is known how their files begin. */
  private enum Kind {
    MOVIE("MP4 or QuickTime video", "mp4", "mov", "m4v", "3gp"),
    AVI("AVI", "avi"),
    DICOM("DICOM file", "dcm");

    private final String words;
    private final ImmutableSet<String> extensions;

    Kind(String words, String... extensions) {
      this.words = words;
      this.extensions = ImmutableSet.copyOf(extensions);
    }

    static Optional<Kind> of(String fileName) {
      String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      return Arrays.stream(values()).filter(k -> k.extensions.contains(extension)).findFirst();
    }
  }

  private final BoundedReader in;

  MediaBeginning(BoundedReader in) {
    this.in = in;
  }

  /** Unknown, or incomplete where files of that name begin in another way. */
  Verdict check(String fileName) throws IOException {
    byte[] head = in.head(HEAD);
    if (in.endsInZeros(0, Math.min(ZEROS, in.size()), ZEROS)) {
      return new Incomplete("the file starts with zeros");
    }
    Optional<Kind> kind = Kind.of(fileName);
    return kind.isEmpty() || isOfKind(kind.get()) || isOther(head)
        ? new Unknown("the file is of a type that is not checked")
        : new Incomplete(
            "the file starts with " + shown(head) + ", which is no " + kind.get().words);
  }

  private boolean isOfKind(Kind kind) throws IOException {
    return switch (kind) {
      case MOVIE -> startsWithBox();
      case AVI -> false;
      case DICOM -> new DicomStructure(in).isWithoutPreamble();
    };
  }

  /** Whether there is a box of an unknown type that the file holds all of. */
  private boolean startsWithBox() throws IOException {
    return in.size() >= Long.BYTES
        && in.u32(0, BIG_ENDIAN) != 0
        && IsoBox.walk(in, 0, in.size()).boxes().stream()
            .limit(1)
            .anyMatch(box -> box.type().chars().allMatch(c -> isPrintable(c) || c == '\u00A9'));
  }

  /** One that is too short for any of them may be the begun preamble of a DICOM. */
  private static boolean isOther(byte[] head) {
    if (head.length < HEAD) {
      return false;
    }
    boolean wrapped =
        ImageFormat.starts(head, 0, "RIFF")
            && WRAPPED.stream().anyMatch(type -> ImageFormat.starts(head, 8, type));
    boolean television =
        ImageFormat.starts(head, 0, TELEVISION) && ImageFormat.starts(head, HEAD - 1, TELEVISION);
    return wrapped
        || television
        || OTHERS.stream().anyMatch(start -> ImageFormat.starts(head, 0, start))
        || ImageFormat.ofSignature(head).isPresent();
  }

  private static String shown(byte[] head) {
    String text =
        new String(head, 0, Math.min(head.length, SHOWN_TEXT), StandardCharsets.ISO_8859_1);
    String line = text.replaceAll("[\t\r\n]", " ").strip();
    return line.chars().allMatch(MediaBeginning::isPrintable)
        ? "the text '" + line + "'"
        : "the bytes "
            + HexFormat.ofDelimiter(" ").formatHex(head, 0, Math.min(head.length, SHOWN_BYTES));
  }

  private static boolean isPrintable(int c) {
    return c >= ' ' && c <= '~';
  }
}
