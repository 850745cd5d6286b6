package io.sluice.target.clarifai;

import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Ids that the platform does not let us ask for, with its words. Used by one thread. */
final class RefusedIds {
  private final Map<String, String> words = new HashMap<>();

  void add(String id, String said) {
    words.put(id, said);
  }

  /** What it said of an id; empty where it could be asked for. */
  Optional<String> wordsOn(String id) {
    return Optional.ofNullable(words.get(id));
  }

  /** For those who know that the platform has, or had, all that they ask for. */
  void requireNone() throws TargetException {
    if (!words.isEmpty()) {
      throw new TargetException(
          Kind.REFUSED, "the server does not accept this: " + words.values().iterator().next());
    }
  }
}
