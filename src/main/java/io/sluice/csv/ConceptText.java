package io.sluice.csv;

import io.sluice.annotation.Concept;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads concepts with commas between them. Pure. */
final class ConceptText {
  /** Of one input. */
  static final int MOST = 1_000;

  private ConceptText() {}

  static List<Concept> read(String text) {
    Set<String> names = new LinkedHashSet<>();
    for (String part : text.split(",", -1)) {
      String name = part.strip();
      if (!name.isEmpty()) {
        names.add(name);
      }
      if (names.size() > MOST) {
        throw new IllegalArgumentException("an input has at most " + MOST + " concepts");
      }
    }
    return names.stream().map(Concept::new).toList();
  }
}
