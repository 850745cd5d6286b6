package io.sluice.target.pictograph;

import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** What the API answered, as far as it depends on the call what that means. */
sealed interface ApiReply {
  /**
   * It did what was asked.
   *
   * @param body the reply
   */
  record Accepted(JsonNode body) implements ApiReply {}

  /**
   * It did not, for a reason that lies in this request: a 4xx status other than those about the
   * key, the account or the pace.
   *
   * @param status the HTTP status
   * @param error the server's reasons
   * @param reason the same for people: safe, short, without secrets
   * @param retryAfter the server's wish, or zero
   */
  record Declined(int status, ErrorBody error, String reason, Duration retryAfter)
      implements ApiReply {}
}
