package io.sluice.file;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Text from outside (file names, server replies) made safe to print: no control, format or
 * direction-changing character reaches a terminal, a log line or a report unescaped.
 */
public final class DisplayText {
  private DisplayText() {}

  /**
   * {@code text} with every unsafe character as a backslash escape ({@code \n}, {@code \x1b}, ...).
   */
  public static String of(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(safe, c));
    return safe.toString();
  }

  /** As {@link #of(String)}, cut to {@code maxChars} characters with an ellipsis. */
  public static String of(String text, int maxChars) {
    String safe = of(text);
    return safe.length() <= maxChars ? safe : safe.substring(0, maxChars - 1) + "…";
  }

  /**
   * An absolute path for people, in any locale: {@code Path.toString()} loses what the locale of
   * the process cannot hold. Made safe as {@link #of(String)} does; bytes that are not valid UTF-8
   * as {@code \xNN}.
   */
  public static String of(Path absolute) {
    return of(RelativePath.absoluteBytes(absolute));
  }

  /** The UTF-8 text in {@code bytes}; bytes that are not valid UTF-8 as {@code \xNN}. */
  static String of(byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    StringBuilder safe = new StringBuilder(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    appendAll(safe, out);
    while (result.isError()) {
      for (int i = 0; i < result.length(); i++) {
        safe.append(String.format("\\x%02x", in.get() & 0xFF));
      }
      decoder.reset();
      result = decoder.decode(in, out, true);
      appendAll(safe, out);
    }
    return safe.toString();
  }

  private static void appendAll(StringBuilder safe, CharBuffer decoded) {
    decoded.flip();
    decoded.codePoints().forEach(c -> append(safe, c));
    decoded.clear();
  }

  private static void append(StringBuilder safe, int c) {
    switch (c) {
      case '\n' -> safe.append("\\n");
      case '\r' -> safe.append("\\r");
      case '\t' -> safe.append("\\t");
      case '\\' -> safe.append("\\\\");
      default -> {
        if (isSafe(c)) {
          safe.appendCodePoint(c);
        } else {
          safe.append(c < 0x100 ? String.format("\\x%02x", c) : String.format("\\u%04x", c));
        }
      }
    }
  }

  private static boolean isSafe(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
