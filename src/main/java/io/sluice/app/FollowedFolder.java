package io.sluice.app;

import io.sluice.file.DisplayText;
import io.sluice.file.FileState;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * How far a daemon is with a folder that was handed to it.
 *
 * @param name the folder's name there
 * @param target the target's name there
 * @param files files in each state
 * @param ignored files that the rules leave out
 * @param uploaded since the hand-over
 * @param bytes of these
 * @param vanished files that were gone before their upload, since the hand-over
 * @param settling of the pending files, those that are not known to be whole
 * @param processing of the pending files, those that the platform has accepted
 * @param scanned whether the scan is through
 * @param done whether nothing of what it found is pending
 * @param lost why the folder could not be scanned
 * @param datasetFailure why its dataset cannot be had
 */
record FollowedFolder(
    String name,
    String target,
    Map<FileState, Long> files,
    long ignored,
    long uploaded,
    long bytes,
    long vanished,
    long settling,
    long processing,
    boolean scanned,
    boolean done,
    Optional<String> lost,
    Optional<String> datasetFailure) {
  private static final int LONGEST_REASON = 1_000;

  /** Reads what a daemon says; what it leaves out counts as nothing. */
  static FollowedFolder of(JsonNode json) {
    EnumMap<FileState, Long> files = new EnumMap<>(FileState.class);
    for (FileState state : FileState.values()) {
      files.put(state, count(json, state.word()));
    }
    JsonNode since = json.path("since");
    return new FollowedFolder(
        json.path("name").asString(""),
        json.path("target").asString(""),
        files,
        count(json, "ignored"),
        count(since, "uploaded"),
        count(since, "bytes_uploaded"),
        count(since, "vanished"),
        count(json, "settling"),
        count(json, "processing"),
        json.path("scanned").asBoolean(false),
        json.path("done").asBoolean(false),
        reason(json, "lost"),
        reason(json, "dataset_failure"));
  }

  private static long count(JsonNode json, String field) {
    return Math.max(0, json.path(field).asLong(0));
  }

  private static Optional<String> reason(JsonNode json, String field) {
    return json.path(field).stringValueOpt().map(text -> DisplayText.of(text, LONGEST_REASON));
  }

  /** Files in {@code state}. */
  long of(FileState state) {
    return files.getOrDefault(state, 0L);
  }

  /** Files that were seen. */
  long seen() {
    return files.values().stream().mapToLong(Long::longValue).sum() - of(FileState.VANISHED);
  }
}
