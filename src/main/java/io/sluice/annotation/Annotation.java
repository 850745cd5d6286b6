package io.sluice.annotation;

import java.util.List;
import java.util.Objects;

/**
 * What a part of an input shows.
 *
 * @param region the part
 * @param concepts at least one
 */
public record Annotation(Region region, List<Concept> concepts) {
  public Annotation {
    Objects.requireNonNull(region, "region");
    concepts = List.copyOf(concepts);
    if (concepts.isEmpty()) {
      throw new IllegalArgumentException("an annotation needs a concept");
    }
  }
}
