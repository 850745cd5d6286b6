package io.sluice.annotation;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known of an input beside its bytes.
 *
 * @param id the id that it is to have at the platform; empty where the platform's rules give one
 * @param concepts what it shows as a whole, no name twice
 * @param metadata a JSON object, as compact text; {@code {}} for none. At most {@link
 *     #LONGEST_METADATA} characters and {@link #DEEPEST_METADATA} levels
 * @param geoPoint where it was taken
 * @param annotations what parts of it show, in their order, which their ids at the platform follow
 */
public record InputDetails(
    Optional<String> id,
    List<Concept> concepts,
    String metadata,
    Optional<GeoPoint> geoPoint,
    List<Annotation> annotations) {
  /** No metadata. */
  public static final String NO_METADATA = "{}";

  /** Nothing is known. */
  public static final InputDetails NONE =
      new InputDetails(Optional.empty(), List.of(), NO_METADATA, Optional.empty(), List.of());

  /** Of {@link #metadata}, in characters. */
  public static final int LONGEST_METADATA = 65_536;

  /** Levels of objects and lists in {@link #metadata}, itself one; more costs stack. */
  public static final int DEEPEST_METADATA = 32;

  /** Of one input. */
  public static final int MOST_ANNOTATIONS = 10_000;

  public InputDetails {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(geoPoint, "geoPoint");
    concepts = List.copyOf(concepts);
    annotations = List.copyOf(annotations);
    if (id.isPresent() && id.get().isBlank()) {
      throw new IllegalArgumentException("an input's id must not be blank");
    }
    if (concepts.stream().map(Concept::name).distinct().count() < concepts.size()) {
      throw new IllegalArgumentException("a concept is named twice");
    }
    if (metadata.length() > LONGEST_METADATA) {
      throw new IllegalArgumentException(
          "metadata has at most %d characters, not %d"
              .formatted(LONGEST_METADATA, metadata.length()));
    }
    if (!metadata.equals(NO_METADATA)) {
      MetadataJson.check(metadata);
    }
    if (annotations.size() > MOST_ANNOTATIONS) {
      throw new IllegalArgumentException(
          "an input has at most %d annotations, not %d"
              .formatted(MOST_ANNOTATIONS, annotations.size()));
    }
  }
}
