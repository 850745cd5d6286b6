package io.sluice.target.darwin;

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
   * It did not, for a reason that lies in this request.
   *
   * @param status the HTTP status
   * @param reason the server's words, safe to show
   * @param nameTaken whether it says that a name is taken
   */
  record Declined(int status, String reason, boolean nameTaken) implements ApiReply {}
}
