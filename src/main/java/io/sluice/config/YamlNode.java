package io.sluice.config;

import java.util.List;

/** A value of the file and the line where it stands, counted from 1. */
sealed interface YamlNode permits YamlNode.Scalar, YamlNode.Sequence, YamlNode.Mapping {
  int line();

  /**
   * A single value, as text: what type it has is the key's to say.
   *
   * @param text as written, less the quotes
   * @param absent whether there is nothing at all, or {@code null}
   */
  record Scalar(int line, String text, boolean absent) implements YamlNode {}

  /** A list. */
  record Sequence(int line, List<YamlNode> items) implements YamlNode {}

  /** Keys and their values; a key that stands twice is here once. */
  record Mapping(int line, List<Entry> entries) implements YamlNode {}

  /** One key, where it stands, and its value. */
  record Entry(String key, int line, YamlNode value) {}
}
