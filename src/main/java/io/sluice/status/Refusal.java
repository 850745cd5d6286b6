package io.sluice.status;

import java.util.List;

/** Why a request is refused, in the status and the words that the client gets. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient List<String> known;

  Refusal(int status, String message) {
    this(status, message, List.of());
  }

  private Refusal(int status, String message, List<String> known) {
    super(message, null, false, false);
    this.status = status;
    this.known = known;
  }

  static Refusal bad(String message) {
    return new Refusal(400, message);
  }

  static Refusal unknownFolders(List<String> unknown, List<String> known) {
    return new Refusal(422, "the daemon has no folder of the name " + unknown, known);
  }

  int status() {
    return status;
  }

  /** The reply's body. */
  String json() {
    return StatusJson.error(getMessage(), known);
  }
}
