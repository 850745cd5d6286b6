package io.sluice.target.clarifai;

import tools.jackson.databind.JsonNode;

/**
 * What the platform answered: that it did what was asked, for all or some items, or that it did not
 * for a reason that lies in this request.
 *
 * @param status of the whole request
 * @param body the whole reply
 */
record ApiAnswer(WireStatus status, JsonNode body) {
  /** Whether the request was dealt with, for all of its items or some. */
  boolean isGood() {
    return StatusCode.isGood(status.code());
  }

  /** Whether what the request is about is not there. */
  boolean isMissing() {
    return status.code() == StatusCode.MISSING;
  }
}
