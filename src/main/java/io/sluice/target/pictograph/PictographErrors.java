package io.sluice.target.pictograph;

import io.sluice.http.HttpReply;
import io.sluice.target.ItemOutcome;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import io.sluice.target.web.CallErrors;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * What a status means: the one table of this platform. Some statuses speak of the whole target,
 * whatever was asked; the others depend on the step.
 */
final class PictographErrors {
  private static final Duration IN_PROGRESS_WAIT = Duration.ofSeconds(1);

  private PictographErrors() {}

  /**
   * Sorts out a status that says the same whatever was asked: the key, the account, the pace, the
   * server's own failure.
   *
   * @param mask hides the key in what the server says
   * @param wait the server's wish, or zero
   * @return what any other status of a request that was understood says
   */
  static ApiReply.Declined declined(
      String host, HttpReply reply, Duration wait, UnaryOperator<String> mask)
      throws TargetException {
    ErrorBody error = ErrorBody.of(reply);
    String said = said(reply.status(), CallErrors.shown(error.text(), mask));
    switch (reply.status()) {
      case 401 ->
          throw new TargetException(Kind.REFUSED, host + " does not take the API key: " + said);
      case 402 -> throw new TargetException(Kind.REFUSED, payment(host, error, said, mask));
      case 403 ->
          throw new TargetException(
              Kind.REFUSED,
              host + " does not allow this with this API key (role, plan or quota): " + said);
      case 429 ->
          throw new TargetException(
              Kind.THROTTLED, host + " asks for fewer requests: " + said, wait, null);
      case 400, 404, 409, 410, 413, 415, 422 -> {
        return new ApiReply.Declined(reply.status(), error, said, wait);
      }
      default -> throw faulty(host, reply, said, wait);
    }
  }

  /** What a declined request for an upload URL means for its item. */
  static ItemOutcome atReserve(ApiReply.Declined declined) throws TargetException {
    return switch (declined.status()) {
      case 404, 410 -> throw datasetMissing(declined);
      default -> forItem(declined);
    };
  }

  /** What a declined registration means for its item. */
  static ItemOutcome atRegister(ApiReply.Declined declined) throws TargetException {
    return switch (declined.status()) {
      case 404, 410 -> {
        if (speaksOfDataset(declined)) {
          throw datasetMissing(declined);
        }
        // Where it does not say what is missing: asking for a new URL will tell.
        yield new ItemOutcome.ReservationLost(declined.reason());
      }
      case 422 ->
          isAboutTheUpload(declined.error().code())
              ? new ItemOutcome.ReservationLost(declined.reason())
              : forItem(declined);
      default -> forItem(declined);
    };
  }

  /**
   * What a declined call for several items means, which does not say which of them it is about.
   *
   * @return one outcome for each of {@code items} items
   * @throws TargetException of kind {@link Kind#GROUP_REFUSED} where each has to be asked about
   */
  static List<ItemOutcome> atGroup(ApiReply.Declined declined, int items) throws TargetException {
    int status = declined.status();
    if (status == 413) {
      throw new TargetException(Kind.TOO_LARGE, "the group is too large: " + declined.reason());
    }
    if ((status == 404 || status == 410) && speaksOfDataset(declined)) {
      throw datasetMissing(declined);
    }
    if (status == 409 && isUnderWay(declined)) {
      return Collections.nCopies(items, conflict(declined));
    }
    requireAgreement(declined);
    throw new TargetException(
        Kind.GROUP_REFUSED, items + " images at once are refused: " + declined.reason());
  }

  /** Whether it is what was asked for, such as one odd name, that the server does not accept. */
  static boolean isAboutAValue(ApiReply.Declined declined) {
    return (declined.status() == 400 || declined.status() == 422)
        && !declined.reason().contains("Unknown query parameter");
  }

  /** What a declined call means that is about no item. */
  static TargetException atCall(ApiReply.Declined declined) {
    return switch (declined.status()) {
      case 404, 410 -> datasetMissing(declined);
      case 400, 422 ->
          new TargetException(
              Kind.REFUSED, "the server does not accept this: " + declined.reason());
      default -> new TargetException(Kind.FAULTY, "unexpected answer: " + declined.reason());
    };
  }

  private static ItemOutcome forItem(ApiReply.Declined declined) throws TargetException {
    ErrorBody error = declined.error();
    return switch (declined.status()) {
      case 409 -> conflict(declined);
      case 400 -> {
        requireAgreement(declined);
        yield error.saysExists()
            ? new ItemOutcome.NameTaken(declined.reason())
            : new ItemOutcome.Rejected(declined.status(), declined.reason());
      }
      default -> new ItemOutcome.Rejected(declined.status(), declined.reason());
    };
  }

  private static void requireAgreement(ApiReply.Declined declined) throws TargetException {
    if (declined.status() == 400 && declined.reason().contains("Unknown query parameter")) {
      throw new TargetException(
          Kind.REFUSED,
          "the server and this version of Sluice do not agree; is there a newer one? "
              + declined.reason());
    }
  }

  /** Whether the same request, sent before, is still being dealt with. */
  private static boolean isUnderWay(ApiReply.Declined declined) {
    return declined.error().code().equals("idempotency_in_progress");
  }

  /** 409 has several faces, told apart by the code first. */
  private static ItemOutcome conflict(ApiReply.Declined declined) {
    String code = declined.error().code();
    if (isUnderWay(declined)) {
      Duration wait = declined.retryAfter();
      return new ItemOutcome.Retry(wait.isZero() ? IN_PROGRESS_WAIT : wait, declined.reason());
    }
    boolean taken = code.isEmpty() || code.equals("conflict") || declined.error().saysExists();
    return taken
        ? new ItemOutcome.NameTaken(declined.reason())
        : new ItemOutcome.Retry(declined.retryAfter(), declined.reason());
  }

  /** The bytes at the storage are not those that were promised, or the key belongs to others. */
  private static boolean isAboutTheUpload(String code) {
    return code.equals("size_mismatch") || code.equals("idempotency_key_reused");
  }

  private static boolean speaksOfDataset(ApiReply.Declined declined) {
    return declined.error().code().contains("dataset")
        || (!declined.error().code().equals("upload_not_found")
            && declined.error().text().toLowerCase(Locale.ROOT).contains("dataset"));
  }

  private static TargetException datasetMissing(ApiReply.Declined declined) {
    return new TargetException(
        Kind.DATASET_MISSING, "the dataset is not there: " + declined.reason());
  }

  private static TargetException faulty(String host, HttpReply reply, String said, Duration wait) {
    String message =
        reply.isRedirect()
            ? host + " points to " + reply.redirectHost() + ", which is not followed: " + said
            : host + " fails: " + said;
    return new TargetException(Kind.FAULTY, message, wait, null);
  }

  private static String payment(
      String host, ErrorBody error, String said, UnaryOperator<String> mask) {
    String where = error.upgradeUrl().map(url -> "; see " + CallErrors.shown(url, mask)).orElse("");
    return host + " asks for payment: " + said + where;
  }

  private static String said(int status, String text) {
    return text.isBlank() ? "HTTP " + status : text + " (HTTP " + status + ")";
  }
}
