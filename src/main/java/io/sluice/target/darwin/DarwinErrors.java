package io.sluice.target.darwin;

import io.sluice.http.BrokenReplyException;
import io.sluice.http.HttpReply;
import io.sluice.http.ReplyJson;
import io.sluice.target.ItemOutcome;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import io.sluice.target.web.CallErrors;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a status of the API means: the one table of this platform. */
final class DarwinErrors {
  private static final String NO_STORAGE_LEFT = "INSUFFICIENT_REMAINING_STORAGE";

  private DarwinErrors() {}

  /**
   * Sorts out a status that says the same whatever was asked: the key, the account, the pace, the
   * server's own failure.
   *
   * @param wait the server's wish, or zero
   * @param mask hides the key in what the server says
   * @return what any other status says
   */
  static ApiReply.Declined declined(
      String host, HttpReply reply, Duration wait, UnaryOperator<String> mask)
      throws TargetException {
    JsonNode body = body(reply);
    String said = said(reply.status(), CallErrors.shown(words(body), mask));
    switch (reply.status()) {
      case 401 ->
          throw new TargetException(Kind.REFUSED, host + " does not take the API key: " + said);
      case 402 -> throw new TargetException(Kind.REFUSED, host + " asks for payment: " + said);
      case 403 ->
          throw new TargetException(
              Kind.REFUSED, host + " does not allow this with this API key: " + said);
      case 429 -> throw tooMany(host, body, said, wait);
      default -> {
        if (reply.status() >= 500 || reply.status() == 408) {
          throw new TargetException(Kind.FAULTY, host + " fails: " + said, wait, null);
        }
        if (reply.isRedirect()) {
          throw new TargetException(
              Kind.FAULTY, host + " points to " + reply.redirectHost() + ", which is not followed");
        }
        return new ApiReply.Declined(reply.status(), said, saysTaken(body));
      }
    }
  }

  /** Two things have this status: the pace, which passes, and the storage's limit, which stays. */
  private static TargetException tooMany(String host, JsonNode body, String said, Duration wait) {
    boolean full = NO_STORAGE_LEFT.equals(body.path("errors").path("code").asString(""));
    return full
        ? quota(host + " has no storage left for this team: " + said)
        : new TargetException(
            Kind.THROTTLED, host + " asks for fewer requests: " + said, wait, null);
  }

  /** A limit of the plan: only its user can do something. */
  static TargetException quota(String message) {
    return new TargetException(Kind.REFUSED, message + "; make room in V7 or extend the plan");
  }

  /** What a declined call means that is about no item. */
  static TargetException atCall(ApiReply.Declined declined) {
    return declined.status() == 400 || declined.status() == 422
        ? new TargetException(Kind.REFUSED, "the server does not accept this: " + declined.reason())
        : new TargetException(Kind.FAULTY, "unexpected answer: " + declined.reason());
  }

  /** What a declined call means that is about a dataset's items. */
  static TargetException atDataset(ApiReply.Declined declined) {
    return declined.status() == 404 || declined.status() == 410
        ? new TargetException(
            Kind.DATASET_MISSING, "the dataset, or its team, is not there: " + declined.reason())
        : atCall(declined);
  }

  /** What a declined registration of {@code items} items means, where that is one outcome. */
  static ItemOutcome atRegister(ApiReply.Declined declined, int items) throws TargetException {
    switch (declined.status()) {
      case 404, 410 -> throw atDataset(declined);
      case 413 ->
          throw new TargetException(
              Kind.TOO_LARGE,
              "the server takes no " + items + " items at once: " + declined.reason());
      default -> {
        if (items > 1) {
          throw new TargetException(
              Kind.GROUP_REFUSED, items + " items at once are refused: " + declined.reason());
        }
        return new ItemOutcome.Rejected(declined.status(), declined.reason());
      }
    }
  }

  /** What it means for its item that no signed URL is given. */
  static ItemOutcome atSign(ApiReply.Declined declined) {
    return switch (declined.status()) {
      case 404, 410 ->
          new ItemOutcome.ReservationLost("the upload is not known any more: " + declined.reason());
      default -> new ItemOutcome.Rejected(declined.status(), declined.reason());
    };
  }

  /** What it means for its item that a slot is not confirmed: as a rule, its bytes are missing. */
  static ItemOutcome atConfirm(ApiReply.Declined declined) {
    return switch (declined.status()) {
      case 404, 409, 410, 422 ->
          new ItemOutcome.ReservationLost("the upload is not confirmed: " + declined.reason());
      default -> new ItemOutcome.Rejected(declined.status(), declined.reason());
    };
  }

  private static JsonNode body(HttpReply reply) {
    try {
      return ReplyJson.of(reply);
    } catch (BrokenReplyException e) {
      // A proxy's page or a cut reply: the status alone has to do.
      return JsonNodeFactory.instance.missingNode();
    }
  }

  /** The words for people; where there are none, the reasons as they were sent. */
  private static String words(JsonNode body) {
    JsonNode errors = body.path("errors");
    return WireFields.text(errors, "message", "detail")
        .or(() -> WireFields.text(body, "message", "detail", "error"))
        .or(() -> WireFields.text(errors, "code"))
        .or(() -> Optional.of(errors).filter(JsonNode::isContainer).map(JsonNode::toString))
        .or(() -> WireFields.text(body, "errors"))
        .orElse("");
  }

  private static boolean saysTaken(JsonNode body) {
    return body.path("errors")
        .path("name")
        .toString()
        .toLowerCase(Locale.ROOT)
        .contains("already been taken");
  }

  private static String said(int status, String text) {
    return text.isBlank() ? "HTTP " + status : text + " (HTTP " + status + ")";
  }
}
