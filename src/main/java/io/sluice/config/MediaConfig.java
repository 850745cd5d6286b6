package io.sluice.config;

import java.util.Objects;
import java.util.Optional;

/**
 * What is done with files that are more than single pictures, where the target takes such.
 *
 * @param inputType which files the folder is for; empty for all that the target takes
 * @param fps at which rate the frames of a video are taken; empty where nothing is said, which
 *     means its own
 * @param asFrames whether a video becomes separate frames
 * @param merge how the files of a directory become one item; empty where each file is one
 * @param annotations whether sidecars beside the files say what is known of them
 */
public record MediaConfig(
    Optional<InputType> inputType,
    Optional<VideoRate> fps,
    boolean asFrames,
    Optional<ItemMergeMode> merge,
    Annotations annotations) {
  /** Each file by itself, videos whole and at their own rate. */
  public static final MediaConfig DEFAULT =
      new MediaConfig(Optional.empty(), Optional.empty(), false, Optional.empty());

  /** What one request to a storage can carry. */
  public static final long LARGEST_FILE_BYTES = 5L * 1024 * 1024 * 1024;

  public MediaConfig {
    Objects.requireNonNull(inputType, "inputType");
    Objects.requireNonNull(fps, "fps");
    Objects.requireNonNull(merge, "merge");
    Objects.requireNonNull(annotations, "annotations");
    Checks.require(
        !asFrames || merge.isEmpty(), "an item of several files cannot become frames", merge);
  }

  /** Files without sidecars. */
  public MediaConfig(
      Optional<InputType> inputType,
      Optional<VideoRate> fps,
      boolean asFrames,
      Optional<ItemMergeMode> merge) {
    this(inputType, fps, asFrames, merge, Annotations.NONE);
  }
}
