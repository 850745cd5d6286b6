package io.sluice.item;

import java.util.Objects;

/**
 * What a platform is told about an item beyond its name and its parts. A platform that has no use
 * for one of them passes it over.
 *
 * @param frameRate at which rate the frames of a video are taken
 * @param asFrames whether a video becomes separate frames
 * @param layout how its parts stand to one another
 */
public record ItemOptions(FrameRate frameRate, boolean asFrames, ItemLayout layout) {
  /** Nothing to tell: a plain file. */
  public static final ItemOptions NONE =
      new ItemOptions(new FrameRate.Unstated(), false, ItemLayout.PLAIN);

  public ItemOptions {
    Objects.requireNonNull(frameRate, "frameRate");
    Objects.requireNonNull(layout, "layout");
    if (asFrames && layout != ItemLayout.PLAIN) {
      throw new IllegalArgumentException("only a plain item becomes frames, not one of " + layout);
    }
  }
}
