package io.sluice.item;

import io.sluice.annotation.InputDetails;
import java.util.Objects;
import java.util.Optional;

/**
 * What a platform is told about an item beyond its name and its parts. A platform that has no use
 * for one of them passes it over.
 *
 * @param frameRate at which rate the frames of a video are taken
 * @param asFrames whether a video becomes separate frames
 * @param layout how its parts stand to one another
 * @param label the concept that its directory stands for; not kept in the ledger, but told anew
 *     with each try
 * @param details what else is known of it
 */
public record ItemOptions(
    FrameRate frameRate,
    boolean asFrames,
    ItemLayout layout,
    Optional<String> label,
    InputDetails details) {
  /** Nothing to tell: a plain file. */
  public static final ItemOptions NONE =
      new ItemOptions(new FrameRate.Unstated(), false, ItemLayout.PLAIN);

  public ItemOptions {
    Objects.requireNonNull(frameRate, "frameRate");
    Objects.requireNonNull(layout, "layout");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(details, "details");
    if (asFrames && layout != ItemLayout.PLAIN) {
      throw new IllegalArgumentException("only a plain item becomes frames, not one of " + layout);
    }
  }

  /** Options without a label and details. */
  public ItemOptions(FrameRate frameRate, boolean asFrames, ItemLayout layout) {
    this(frameRate, asFrames, layout, Optional.empty(), InputDetails.NONE);
  }

  /** The id that it is to have at the platform, where it was given one. */
  public Optional<String> givenId() {
    return details.id();
  }

  /** Whether there is something to be added to its entry once that is there. */
  public boolean hasAnnotations() {
    return !details.annotations().isEmpty();
  }

  /** These, with another label or none. */
  public ItemOptions labelled(Optional<String> other) {
    return new ItemOptions(frameRate, asFrames, layout, other, details);
  }

  /** These, with parts that stand otherwise to one another. */
  public ItemOptions laidOut(ItemLayout other) {
    return new ItemOptions(frameRate, asFrames, other, label, details);
  }

  /** These, with other details. */
  public ItemOptions detailed(InputDetails others) {
    return new ItemOptions(frameRate, asFrames, layout, label, others);
  }
}
