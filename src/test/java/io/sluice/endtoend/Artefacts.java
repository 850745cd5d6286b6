package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What runs leave behind: looked through for what must not be in it. */
final class Artefacts {
  private Artefacts() {}

  /** All files below a directory that its reader can open. */
  static List<Path> below(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** Text for people or programs: valid UTF-8, and nothing that moves a cursor or forges a line. */
  static void assertHarmless(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    text.codePoints()
        .forEach(
            c ->
                assertTrue(
                    c == '\n' || isHarmless(c),
                    () -> "U+" + Integer.toHexString(c) + " in " + file + ": " + text));
  }

  private static boolean isHarmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** None of the files holds any of the texts. */
  static void assertWithout(List<Path> files, String... texts) throws IOException {
    for (Path file : files) {
      String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      for (String text : texts) {
        int at = content.indexOf(text);
        assertFalse(at >= 0, () -> file + " holds a secret, after: " + before(content, at));
      }
    }
  }

  private static String before(String content, int at) {
    return content.substring(Math.max(0, at - 200), at);
  }
}
