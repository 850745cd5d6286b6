package io.sluice.app;

import io.sluice.file.DisplayText;
import io.sluice.file.FileState;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a running daemon says of itself at one moment. All texts are safe to print.
 *
 * @param version of Sluice there
 * @param state a word, as in reports
 * @param folders its folders
 * @param targets the targets that they feed
 * @param json the daemon's own words, as its {@code /status.json} has them
 */
public record Observation(
    String version, String state, List<Folder> folders, List<Target> targets, String json) {
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_NOTE = 1_000;

  public Observation {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(json, "json");
    folders = List.copyOf(folders);
    targets = List.copyOf(targets);
  }

  /**
   * A folder of the daemon.
   *
   * @param name its name
   * @param target the name of its target
   * @param dataset the name of its dataset
   * @param state a word, as in reports
   * @param files files in each state
   * @param ignored files that the rules leave out
   * @param processing of the pending files, those that the platform has accepted and is at work on
   * @param bytesUploaded what was sent of the uploaded ones
   * @param oldestPendingSeconds how long the oldest of the pending ones waits
   * @param lastScan when the last walk ended
   * @param notes what is wrong with it
   */
  public record Folder(
      String name,
      String target,
      String dataset,
      String state,
      Map<FileState, Long> files,
      long ignored,
      long processing,
      long bytesUploaded,
      long oldestPendingSeconds,
      Optional<Instant> lastScan,
      List<String> notes) {
    public Folder {
      files = Map.copyOf(files);
      notes = List.copyOf(notes);
    }

    /** Files in {@code state}. */
    public long of(FileState state) {
      return files.getOrDefault(state, 0L);
    }

    /** Files that were seen; the vanished ones are not among them. */
    public long seen() {
      return files.values().stream().mapToLong(Long::longValue).sum() - of(FileState.VANISHED);
    }
  }

  /**
   * A target of the daemon.
   *
   * @param name its name
   * @param type its type, as in the configuration
   * @param state a word: ok, throttled, unreachable or refused
   * @param reason what is wrong with it; empty when nothing is
   * @param retryAt when it is tried next; empty when it is well
   * @param inFlight requests under way
   */
  public record Target(
      String name,
      String type,
      String state,
      String reason,
      Optional<Instant> retryAt,
      long inFlight) {}

  /** Reads {@code /status.json}; what it leaves out counts as nothing. */
  static Observation of(JsonNode status) {
    List<Folder> folders = new ArrayList<>();
    status.path("folders").forEach(json -> folders.add(folder(json)));
    List<Target> targets = new ArrayList<>();
    status.path("targets").forEach(json -> targets.add(target(json)));
    return new Observation(
        name(status, "version"), name(status, "state"), folders, targets, status.toString());
  }

  private static Folder folder(JsonNode json) {
    EnumMap<FileState, Long> files = new EnumMap<>(FileState.class);
    for (FileState state : FileState.values()) {
      files.put(state, count(json, state.word()));
    }
    List<String> notes = new ArrayList<>();
    json.path("notes").forEach(note -> notes.add(DisplayText.of(note.asString(""), LONGEST_NOTE)));
    return new Folder(
        name(json, "name"),
        name(json, "target"),
        name(json, "dataset"),
        name(json, "state"),
        files,
        count(json, "ignored"),
        count(json, "processing"),
        count(json, "bytes_uploaded"),
        count(json, "oldest_pending_seconds"),
        time(json, "last_scan"),
        notes);
  }

  private static Target target(JsonNode json) {
    return new Target(
        name(json, "name"),
        name(json, "type"),
        name(json, "state"),
        DisplayText.of(json.path("reason").asString(""), LONGEST_NOTE),
        time(json, "retry_at"),
        count(json, "in_flight"));
  }

  private static String name(JsonNode json, String field) {
    return DisplayText.of(json.path(field).asString(""), LONGEST_NAME);
  }

  private static long count(JsonNode json, String field) {
    return Math.max(0, json.path(field).asLong(0));
  }

  private static Optional<Instant> time(JsonNode json, String field) {
    try {
      return json.path(field).stringValueOpt().map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
