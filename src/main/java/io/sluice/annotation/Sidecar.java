package io.sluice.annotation;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A file beside another one that says what is known of it, in the JSON of {@link DetailsJson}. */
public final class Sidecar {
  /** Larger is none: 1 MB. */
  public static final int LARGEST_BYTES = 1_000_000;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private Sidecar() {}

  /**
   * Reads the content of a sidecar.
   *
   * @throws IllegalArgumentException with what is wrong, in words that are safe to print
   */
  public static InputDetails read(byte[] content) {
    if (content.length > LARGEST_BYTES) {
      throw new IllegalArgumentException(tooLarge(content.length));
    }
    InputDetails details = DetailsJson.read(text(content));
    if (details.id().isPresent()) {
      throw new IllegalArgumentException(
          "has an id, which follows from the file's name: remove it");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(DetailsJson.write(details))) {
      throw new IllegalArgumentException("has half of a surrogate pair, which is no character");
    }
    return details;
  }

  /** Why a file of so many bytes is no sidecar. */
  public static String tooLarge(long bytes) {
    return "has %d bytes, and a sidecar at most %d".formatted(bytes, LARGEST_BYTES);
  }

  private static String text(byte[] content) {
    CharBuffer text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("is not UTF-8", e);
    }
    boolean marked = text.length() > 0 && text.charAt(0) == BYTE_ORDER_MARK;
    return (marked ? text.subSequence(1, text.length()) : text).toString();
  }
}
