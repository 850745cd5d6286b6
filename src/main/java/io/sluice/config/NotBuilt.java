package io.sluice.config;

import com.google.common.collect.ImmutableSet;
import java.util.List;

/**
 * What the configuration will take one day and refuses today, by name, so that nobody believes in a
 * setting without effect. Whoever builds one removes it here.
 */
final class NotBuilt {
  /** Ends every message about one of them. */
  static final String MESSAGE = "not built yet in this version of Sluice";

  /** Where in the file a key stands, and the keys that are not built there. */
  enum Section {
    TOP("status", "metrics"),
    TARGET(),
    FOLDER(
        "labels",
        "input-type",
        "unit",
        "item-merge-mode",
        "fps",
        "as-frames",
        "annotations",
        "after-upload",
        "on-failure"),
    OTHER();

    private final ImmutableSet<String> keys;

    Section(String... keys) {
      this.keys = ImmutableSet.copyOf(keys);
    }

    ImmutableSet<String> keys() {
      return keys;
    }
  }

  /** The types of target that are not built. */
  static final List<String> TARGET_TYPES = List.of("darwin", "clarifai");

  /** Keys of a folder that so far take one value only. */
  static final List<OneValue> FOLDER_VALUES =
      List.of(
          new OneValue("on-conflict", "report", List.of("rename", "fail")),
          new OneValue("on-change", "report", List.of("rename")));

  private NotBuilt() {}

  /**
   * A key of which only {@code built} is built.
   *
   * @param key the key
   * @param built the default, and the only value that is taken
   * @param notBuilt the values that will be
   */
  record OneValue(String key, String built, List<String> notBuilt) {
    String read(String text) throws BadValue {
      if (notBuilt.contains(text)) {
        throw BadValue.refused("'" + text + "' is " + MESSAGE + "; use " + built);
      }
      if (!text.equals(built)) {
        throw BadValue.expected("must be " + built);
      }
      return text;
    }
  }
}
