package io.sluice.http;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a reply's body as JSON, as if it meant harm. Its length was bounded by the call. */
public final class ReplyJson {
  /** Deeper than what a platform wraps around metadata that others wrote, which may be deep. */
  private static final int DEEPEST_NESTING = 256;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST_NESTING)
                          .maxNumberLength(100)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ReplyJson() {}

  /**
   * The body as a tree.
   *
   * @throws BrokenReplyException when it is too long, too deep, or no JSON
   */
  public static JsonNode of(HttpReply reply) throws BrokenReplyException {
    if (reply.cut()) {
      throw new BrokenReplyException("the reply is longer than " + reply.body().size() + " bytes");
    }
    JsonNode tree;
    try {
      tree = MAPPER.readTree(reply.body().toByteArray());
    } catch (JacksonException e) {
      // Without its text, which quotes the reply.
      throw new BrokenReplyException("the reply is not the JSON that it should be");
    }
    if (tree == null || tree.isMissingNode()) {
      throw new BrokenReplyException("the reply is empty");
    }
    return tree;
  }
}
