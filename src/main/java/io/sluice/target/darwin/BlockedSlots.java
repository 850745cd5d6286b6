package io.sluice.target.darwin;

import io.sluice.target.ItemOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What it means that a registration has an item among those that are blocked. */
final class BlockedSlots {
  private static final Set<String> PASSING =
      Set.of("FILE_UPLOAD_TIMEOUT", "FILE_UPLOAD_FAILED", "UNEXPECTED_ERROR");

  private BlockedSlots() {}

  /** Whether the reason is that the plan has no room for more items. */
  static boolean isQuota(JsonNode blockedItem) {
    return reasons(blockedItem).stream().anyMatch("ITEM_COUNT_LIMIT_EXCEEDED"::equalsIgnoreCase);
  }

  /**
   * The outcome for the item, by the first of its slots that is blocked for good.
   *
   * @param shown makes the server's words safe to show
   */
  static ItemOutcome outcome(JsonNode blockedItem, UnaryOperator<String> shown) {
    List<String> reasons = reasons(blockedItem);
    if (reasons.stream().anyMatch("ALREADY_EXISTS"::equalsIgnoreCase)) {
      return new ItemOutcome.NameTaken("ALREADY_EXISTS");
    }
    if (reasons.isEmpty()) {
      return new ItemOutcome.Retry(Duration.ZERO, "blocked by the platform without a reason");
    }
    Optional<String> lasting = reasons.stream().filter(reason -> !passes(reason)).findFirst();
    return lasting.isPresent()
        ? new ItemOutcome.Rejected(0, "blocked by the platform: " + shown.apply(lasting.get()))
        : new ItemOutcome.Retry(
            Duration.ZERO, "blocked by the platform: " + shown.apply(reasons.get(0)));
  }

  private static boolean passes(String reason) {
    return PASSING.contains(reason.toUpperCase(Locale.ROOT));
  }

  private static List<String> reasons(JsonNode blockedItem) {
    return StreamSupport.stream(blockedItem.path("slots").values().spliterator(), false)
        .map(slot -> WireFields.text(slot, "reason"))
        .flatMap(Optional::stream)
        .toList();
  }
}
