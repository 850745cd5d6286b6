package io.sluice.config;

import java.util.OptionalDouble;

/**
 * At which rate the frames of a video are taken.
 *
 * @param framesPerSecond above 0; empty for the video's own rate
 */
public record VideoRate(OptionalDouble framesPerSecond) {
  /** Every frame that there is. */
  public static final VideoRate NATIVE = new VideoRate(OptionalDouble.empty());

  /** No camera takes more frames in a second. */
  public static final double MOST = 10_000;

  public VideoRate {
    if (framesPerSecond.isPresent()) {
      double rate = framesPerSecond.getAsDouble();
      Checks.require(
          rate > 0 && rate <= MOST, "fps must be above 0 and at most " + Math.round(MOST), rate);
    }
  }

  /** So many frames of each second. */
  public static VideoRate perSecond(double frames) {
    return new VideoRate(OptionalDouble.of(frames));
  }
}
