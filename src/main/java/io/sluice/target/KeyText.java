package io.sluice.target;

/** What counts as a key: one line of printable ASCII without spaces, as it fits into a header. */
final class KeyText {
  private KeyText() {}

  /** The key in {@code text}, less the line ends after it; {@code where} begins every message. */
  static Secret parse(String text, String where) throws KeyUnavailableException {
    String key = withoutLineEnd(text);
    if (key.isEmpty()) {
      throw new KeyUnavailableException(where + " is empty; put the key into it");
    }
    if (!key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new KeyUnavailableException(
          where + " must hold the key alone: one line of printable characters without spaces");
    }
    return new Secret(key);
  }

  private static String withoutLineEnd(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(0, end);
  }
}
