package io.sluice.target.pictograph;

import io.sluice.target.ItemOutcome;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What the error of one entry of a group means. There is no status to go by, only words. */
final class EntryErrors {
  private static final Pattern TAKEN = Pattern.compile("duplicate|already exists|^conflict\\b");
  private static final Pattern LOST = Pattern.compile("not found|size mismatch|idempotency key");
  private static final Pattern PASSING =
      Pattern.compile("internal error|server error|timeout|timed out|unavailable|rate limit|busy");

  /** What stands for a refusal that has no status of its own. */
  private static final int UNPROCESSABLE = 422;

  private EntryErrors() {}

  /** The error in {@code entry}; empty when there is none. */
  static Optional<String> text(JsonNode entry) {
    JsonNode error = entry.path("error");
    return WireFields.text(entry, "error", "reason", "message")
        .or(() -> joined(WireFields.text(error, "code"), WireFields.text(error, "message")));
  }

  private static Optional<String> joined(Optional<String> code, Optional<String> message) {
    return code.isPresent() && message.isPresent()
        ? Optional.of(code.get() + ": " + message.get())
        : code.or(() -> message);
  }

  /**
   * The outcome for an entry.
   *
   * @param error the server's words
   * @param shown makes them safe to show
   */
  static ItemOutcome outcome(String error, UnaryOperator<String> shown) {
    String words = error.toLowerCase(Locale.ROOT).replaceAll("[_\\s]+", " ");
    String reason = shown.apply(error);
    if (TAKEN.matcher(words).find()) {
      return new ItemOutcome.NameTaken(reason);
    }
    if (LOST.matcher(words).find()) {
      return new ItemOutcome.ReservationLost(reason);
    }
    return PASSING.matcher(words).find()
        ? new ItemOutcome.Retry(Duration.ZERO, reason)
        : new ItemOutcome.Rejected(UNPROCESSABLE, reason);
  }
}
