package io.sluice.app;

import io.sluice.file.DisplayText;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Ids of entries, one a line, read as they are asked for. The lines may come from anybody: one that
 * cannot be an id is told as such, and none is kept longer than {@value #LONGEST_ID_BYTES} bytes.
 * Empty lines are passed over; blanks around an id do not belong to it.
 */
public final class EntryIds {
  static final int LONGEST_ID_BYTES = 512;

  private final InputStream in;
  private long number;

  private EntryIds(InputStream in) {
    this.in = in;
  }

  /** Those of a stream, in UTF-8, which is not closed. */
  public static EntryIds lines(InputStream in) {
    return new EntryIds(new BufferedInputStream(in));
  }

  /**
   * These.
   *
   * @throws IllegalArgumentException when one cannot be an id, with the reason
   */
  public static EntryIds of(List<String> ids) {
    for (String id : ids) {
      String trouble = trouble(id.strip(), id.getBytes(StandardCharsets.UTF_8).length);
      if (!trouble.isEmpty()) {
        throw new IllegalArgumentException("'" + DisplayText.of(id, 80) + "' " + trouble);
      }
    }
    String text = String.join("\n", ids);
    return new EntryIds(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * One line.
   *
   * @param number from 1
   * @param id the id; empty for a line that is none
   * @param trouble why it is none, without a part of the line
   */
  record Line(long number, String id, String trouble) {
    boolean isId() {
      return trouble.isEmpty();
    }
  }

  /** The next line that is not empty; empty at the end. */
  Optional<Line> next() throws IOException {
    int next = in.read();
    while (next >= 0) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      while (next >= 0 && next != '\n') {
        if (bytes.size() <= LONGEST_ID_BYTES) {
          bytes.write(next);
        }
        next = in.read();
      }
      number++;
      Optional<Line> line = line(bytes.toByteArray());
      if (line.isPresent()) {
        return line;
      }
      next = in.read();
    }
    return Optional.empty();
  }

  private Optional<Line> line(byte[] bytes) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString().strip();
      if (text.isEmpty() && bytes.length <= LONGEST_ID_BYTES) {
        return Optional.empty();
      }
      String trouble = trouble(text, bytes.length);
      return Optional.of(new Line(number, trouble.isEmpty() ? text : "", trouble));
    } catch (CharacterCodingException e) {
      boolean cut = bytes.length > LONGEST_ID_BYTES;
      return Optional.of(new Line(number, "", cut ? tooLong() : "is not UTF-8"));
    }
  }

  private static String trouble(String id, int bytes) {
    if (bytes > LONGEST_ID_BYTES) {
      return tooLong();
    }
    if (id.isEmpty() || id.equals(".") || id.equals("..")) {
      return "cannot be an id";
    }
    boolean control = id.codePoints().anyMatch(c -> Character.isISOControl(c) || c == 0xFFFD);
    return control ? "has a character that no id has" : "";
  }

  private static String tooLong() {
    return "is longer than " + LONGEST_ID_BYTES + " bytes";
  }
}
