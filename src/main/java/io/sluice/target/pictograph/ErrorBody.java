package io.sluice.target.pictograph;

import io.sluice.http.BrokenReplyException;
import io.sluice.http.HttpReply;
import io.sluice.http.ReplyJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * Wire: what a server says when it refuses. Several shapes are about: {@code {"error":{code,
 * message, details}, "detail": ..}}, the flat {@code {"error":"slug","message":..}} and a bare
 * {@code {"detail":..}}.
 *
 * @param code the machine's word for it, lower case; empty when there is none
 * @param text the words for people, as the server sent them: not yet safe to show
 * @param upgradeUrl where to pay; empty when it is not about that
 * @param retryAfter the wait that the body asks for
 */
record ErrorBody(
    String code, String text, Optional<String> upgradeUrl, Optional<Duration> retryAfter) {
  private static final ErrorBody NONE = new ErrorBody("", "", Optional.empty(), Optional.empty());
  private static final int MOST_FIELD_ERRORS = 5;
  private static final long LONGEST_WAIT_SECONDS = 86_400;

  /** What {@code reply} says; nothing when its body is not of any known shape. */
  static ErrorBody of(HttpReply reply) {
    try {
      return of(ReplyJson.of(reply));
    } catch (BrokenReplyException e) {
      // A proxy's page or a cut reply: the status alone has to do.
      return NONE;
    }
  }

  /** Whether it says that the name is there already. */
  boolean saysExists() {
    String words = text.toLowerCase(Locale.ROOT);
    return code.contains("exist")
        || code.contains("duplicate")
        || words.contains("already exists")
        || words.contains("duplicate");
  }

  private static ErrorBody of(JsonNode body) {
    JsonNode error = body.path("error");
    JsonNode details = error.isObject() ? error.path("details") : body.path("details");
    String code =
        WireFields.text(error, "code")
            .or(() -> WireFields.text(body, "code"))
            .or(() -> flatSlug(body))
            .orElse("");
    return new ErrorBody(
        code.toLowerCase(Locale.ROOT),
        message(body, error) + fieldErrors(body, details),
        WireFields.text(details, "upgrade_url"),
        wait(details).or(() -> wait(body)));
  }

  private static Optional<String> flatSlug(JsonNode body) {
    return WireFields.text(body, "error").filter(slug -> slug.indexOf(' ') < 0);
  }

  private static String message(JsonNode body, JsonNode error) {
    return WireFields.text(error, "message")
        .or(() -> WireFields.text(body, "detail"))
        .or(() -> WireFields.text(body, "message"))
        .or(() -> WireFields.text(body, "error"))
        .or(() -> WireFields.text(body.path("detail"), "message"))
        .orElse("");
  }

  private static String fieldErrors(JsonNode body, JsonNode details) {
    JsonNode errors =
        details.path("errors").isArray() ? details.path("errors") : body.path("detail");
    List<String> lines = new ArrayList<>();
    if (errors.isArray()) {
      errors.values().stream().limit(MOST_FIELD_ERRORS).map(ErrorBody::line).forEach(lines::add);
    }
    return lines.isEmpty() ? "" : " (" + String.join("; ", lines) + ")";
  }

  private static String line(JsonNode error) {
    List<String> where = new ArrayList<>();
    error.path("loc").values().forEach(part -> where.add(part.asString("")));
    return String.join(".", where) + ": " + WireFields.text(error, "msg").orElse("not accepted");
  }

  private static Optional<Duration> wait(JsonNode object) {
    OptionalLong seconds = WireFields.count(object, "retry_after");
    return seconds.isEmpty()
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(Math.min(seconds.getAsLong(), LONGEST_WAIT_SECONDS)));
  }
}
