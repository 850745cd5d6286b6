package io.sluice.app;

import java.util.Objects;

/**
 * What became of one id that was to be put into a dataset.
 *
 * @param id as it was given, safe to print; a line that is no id is told by its number
 * @param result how it ended
 * @param reason why it failed, in words for people; empty otherwise
 */
public record AddedEntry(String id, Result result, String reason) {
  /** How it ended. */
  public enum Result {
    /** It was put into the dataset; in a dry run, it would be. */
    ADDED("added"),
    /** The dataset had it. */
    ALREADY("already"),
    /** There is no entry of that id. */
    MISSING("missing"),
    /** It could not be put into it. */
    FAILED("failed");

    private final String word;

    Result(String word) {
      this.word = word;
    }

    /** As it is written in reports. */
    public String word() {
      return word;
    }
  }

  public AddedEntry {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(result, "result");
    Objects.requireNonNull(reason, "reason");
  }

  AddedEntry(String id, Result result) {
    this(id, result, "");
  }
}
