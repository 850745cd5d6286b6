package io.sluice.app;

import io.sluice.event.TargetHealth;
import io.sluice.file.DisplayText;
import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import io.sluice.report.FileFailure;
import io.sluice.upload.PoolStatus;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a running daemon says in its answers, in values. */
final class DaemonReplies {
  private final ForwardClock clock;

  /**
   * @param clock which the daemon's times, those of the wall, are brought to
   */
  DaemonReplies(ForwardClock clock) {
    this.clock = clock;
  }

  /** How a target does. */
  PoolStatus poolStatus(JsonNode target) {
    String word = target.path("state").asString("").toUpperCase(Locale.ROOT);
    TargetHealth health =
        Arrays.stream(TargetHealth.values())
            .filter(known -> known.name().equals(word))
            .findFirst()
            .orElse(TargetHealth.OK);
    return new PoolStatus(
        health,
        DisplayText.of(target.path("reason").asString(""), 1_000),
        time(target, "retry_at").map(clock::ofWall).orElse(Instant.EPOCH),
        time(target, "parked_since").map(clock::ofWall),
        Optional.empty(),
        target.path("in_flight").asInt(0),
        0);
  }

  private static Optional<Instant> time(JsonNode json, String field) {
    try {
      return json.path(field).stringValueOpt().map(Instant::parse);
    } catch (DateTimeParseException e) {
      // As good as not said: the follower then waits for the longest time.
      return Optional.empty();
    }
  }

  /** A file that is not done. */
  static FileFailure failure(JsonNode json) {
    return new FileFailure(
        new RelativePath(json.path("encoded").asString("")),
        FileState.valueOf(json.path("state").asString("").toUpperCase(Locale.ROOT)),
        json.path("reason").asString(""));
  }
}
