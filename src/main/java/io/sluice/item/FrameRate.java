package io.sluice.item;

/** At which rate a platform is to take the frames of a video. */
public sealed interface FrameRate {
  /** Nothing is said: the platform's own rule holds. */
  record Unstated() implements FrameRate {}

  /** Every frame that the video has. */
  record Native() implements FrameRate {}

  /**
   * So many.
   *
   * @param framesPerSecond more than 0, finite
   */
  record PerSecond(double framesPerSecond) implements FrameRate {
    public PerSecond {
      if (!(framesPerSecond > 0) || Double.isInfinite(framesPerSecond)) {
        throw new IllegalArgumentException(
            "frames per second must be more than 0: " + framesPerSecond);
      }
    }
  }
}
