package io.sluice.target.clarifai;

import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Wire: the status of a request or of an item.
 *
 * @param code as {@link StatusCode} has it; 0 when there is none that is known
 * @param words what it says for people, as the server sent it: not yet safe to show
 * @param details the part that tells a duplicate id from other trouble
 * @param requestId what the platform's support asks for; empty when it is not told
 */
record WireStatus(int code, String words, String details, String requestId) {
  private static final String NO_MATCHING_INPUT = "no matching input";
  private static final String DUPLICATE_ID = "input has a duplicate id";

  /** The status in {@code holder}; empty where it has none. */
  static Optional<WireStatus> in(JsonNode holder) {
    JsonNode status = holder.path("status");
    if (!status.isObject()) {
      return Optional.empty();
    }
    String details = text(status, "details");
    String description = text(status, "description");
    return Optional.of(
        new WireStatus(
            code(status.path("code")),
            words(text(status, "code"), join(description, details)),
            details,
            text(status, "req_id")));
  }

  /**
   * Whether another input has the id that was asked for. Told by words; the code is not certain.
   */
  boolean isDuplicateId() {
    String said = details.strip().toLowerCase(Locale.ROOT);
    return StatusCode.isDuplicate(code)
        || said.equals(DUPLICATE_ID)
        || said.equals(DUPLICATE_ID + ".");
  }

  /** Whether the app's workflow takes no input of this kind. By words, too: no code was seen. */
  boolean isWrongKind() {
    return code == StatusCode.NO_MATCHING_INPUT
        || words.toLowerCase(Locale.ROOT).contains(NO_MATCHING_INPUT);
  }

  private static int code(JsonNode code) {
    if (code.isIntegralNumber() && code.canConvertToInt()) {
      return code.asInt();
    }
    String text = code.asString("");
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : StatusNames.number(text);
  }

  /** The code is told as its number; its name is, too, where nothing else tells what it means. */
  private static String words(String code, String told) {
    boolean number = code.isEmpty() || Character.isDigit(code.charAt(0));
    boolean clear = !told.isEmpty() && StatusNames.number(code) != 0;
    return number || clear ? told : join(code, told);
  }

  private static String text(JsonNode object, String name) {
    JsonNode field = object.path(name);
    return field.isString() || field.isNumber() ? field.asString("") : "";
  }

  private static String join(String one, String other) {
    return one.isEmpty() || other.isEmpty() ? one + other : one + " " + other;
  }
}
