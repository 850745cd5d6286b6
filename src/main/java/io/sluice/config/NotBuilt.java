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
    FOLDER("after-upload", "on-failure"),
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
  static final List<String> TARGET_TYPES = List.of();

  private NotBuilt() {}
}
