package io.sluice.target.web;

import io.sluice.http.HttpReply;
import io.sluice.target.ItemOutcome;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a storage's refusal of a file means. Its replies are XML or text, never parsed as such. */
final class StorageErrors {
  private static final int READ_BYTES = 1024;
  private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z]{1,60})</Code>");
  private static final Pattern RAN_OUT = Pattern.compile("Expired|SignatureDoesNotMatch");

  private StorageErrors() {}

  /**
   * The outcome for the file, given a status other than success.
   *
   * @param wait the storage's wish, or zero
   * @param mask hides the key and the signature in what the storage says
   */
  static ItemOutcome outcome(
      String host, HttpReply reply, Duration wait, UnaryOperator<String> mask)
      throws TargetException {
    int status = reply.status();
    String said = "the storage says: " + words(reply, mask) + " (HTTP " + status + ")";
    if (status == 429) {
      throw new TargetException(
          Kind.THROTTLED, host + " asks for fewer requests: " + said, wait, null);
    }
    if (reply.isRedirect()) {
      throw new TargetException(
          Kind.FAULTY, host + " points to " + reply.redirectHost() + ", which is not followed");
    }
    if (status >= 500 || status == 408) {
      String how = status == 507 ? " has no room left: " : " fails: ";
      throw new TargetException(Kind.FAULTY, host + how + said, wait, null);
    }
    return switch (status) {
      case 401, 403, 404, 410 -> new ItemOutcome.ReservationLost(said);
      case 409, 412, 425 -> new ItemOutcome.Retry(wait, said);
      case 400 ->
          RAN_OUT.matcher(words(reply, mask)).find()
              ? new ItemOutcome.ReservationLost(said)
              : new ItemOutcome.Rejected(status, said);
      default -> new ItemOutcome.Rejected(status, said);
    };
  }

  /** The error code in the first kilobyte; a body without one is not quoted. */
  private static String words(HttpReply reply, UnaryOperator<String> mask) {
    int length = Math.min(reply.body().size(), READ_BYTES);
    String start = reply.body().substring(0, length).string(StandardCharsets.UTF_8);
    Matcher code = CODE.matcher(start);
    return Optional.of(code)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .orElse(CallErrors.shown(start.startsWith("<") ? "" : start, mask));
  }
}
