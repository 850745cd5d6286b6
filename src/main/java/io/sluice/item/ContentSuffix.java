package io.sluice.item;

import io.sluice.file.ContentDigest;
import java.nio.charset.StandardCharsets;

/**
 * The names under which files are kept apart whose own name is there with other content: {@code
 * photo~1a2b3c4d.jpg}, with the first eight digits of the content's SHA-256. The same file comes to
 * the same name each time, whatever anybody remembers. Pure.
 */
public final class ContentSuffix {
  private static final int DIGITS = 8;
  private static final int LONGEST_NAME_BYTES = 255;

  /** What follows the last dot and is longer than this is no extension. */
  private static final int LONGEST_EXTENSION = 16;

  private ContentSuffix() {}

  /**
   * The name that {@code content} has beside {@code plain}: the suffix goes before the extension.
   * Where that were longer than 255 bytes, the part before it is cut between two characters.
   */
  public static RemoteName named(RemoteName plain, ContentDigest content) {
    String name = plain.fileName();
    String end = suffix(content) + name.substring(stemLength(name));
    String stem = name.substring(0, stemLength(name));
    String fitting = cut(stem, LONGEST_NAME_BYTES - bytes(end));
    return new RemoteName(plain.scope(), plain.directory(), fitting + end);
  }

  /** Whether {@code name} has the suffix of {@code content}, so that another would say no more. */
  public static boolean isIn(RemoteName name, ContentDigest content) {
    String fileName = name.fileName();
    String stem = fileName.substring(0, stemLength(fileName));
    return stem.endsWith(suffix(content)) || fileName.endsWith(suffix(content));
  }

  private static String suffix(ContentDigest content) {
    return "~" + content.hex().substring(0, DIGITS);
  }

  private static int stemLength(String name) {
    int dot = name.lastIndexOf('.');
    boolean extension = dot > 0 && name.length() - dot - 1 <= LONGEST_EXTENSION;
    return extension ? dot : name.length();
  }

  private static String cut(String text, int mostBytes) {
    int end = 0;
    int used = 0;
    while (end < text.length()) {
      int next = text.offsetByCodePoints(end, 1);
      used += bytes(text.substring(end, next));
      if (used > mostBytes) {
        return text.substring(0, end);
      }
      end = next;
    }
    return text;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
