package io.sluice.config;

import io.sluice.file.DisplayText;

/** How the place of a key is written in a problem: {@code folders[0].settle.max-wait}. */
final class KeyPath {
  private static final int MAX_KEY_SHOWN = 60;

  private KeyPath() {}

  static String of(String parent, String key) {
    String shown = DisplayText.of(key, MAX_KEY_SHOWN);
    return parent.isEmpty() ? shown : parent + "." + shown;
  }

  static String of(String parent, int index) {
    return parent + "[" + index + "]";
  }
}
