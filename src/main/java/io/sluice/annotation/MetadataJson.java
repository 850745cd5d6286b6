package io.sluice.annotation;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** Tells whether a text is metadata: one JSON object, not too deep. Pure. */
final class MetadataJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(InputDetails.DEEPEST_METADATA)
                  .maxNumberLength(100)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private MetadataJson() {}

  /**
   * Looks whether a text can be metadata.
   *
   * @throws IllegalArgumentException with what is wrong, and nothing of the text
   */
  static void check(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      boolean object = parser.nextToken() == JsonToken.START_OBJECT;
      parser.skipChildren();
      if (!object || parser.nextToken() != null) {
        throw new IllegalArgumentException("metadata must be an object");
      }
    } catch (StreamConstraintsException e) {
      throw new IllegalArgumentException(
          "metadata is nested deeper than %d levels, or has a number of more than 100 digits"
              .formatted(InputDetails.DEEPEST_METADATA),
          e);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("metadata must be a JSON object, no key in it twice", e);
    }
  }
}
