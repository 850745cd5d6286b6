package io.sluice.item;

/** How the parts of an item stand to one another at a platform that has items of several files. */
public enum ItemLayout {
  /** One file. */
  PLAIN,
  /** Files side by side, each in a slot of its own. */
  SLOTS,
  /** Files on top of one another: the channels of one picture. */
  CHANNELS,
  /** Slices that are one volume. */
  SERIES,
  /** One file, and behind it the sidecar that says what is known of it: no part of the entry. */
  ANNOTATED,
  /**
   * A sidecar by itself: what it says is added to the entry of another item, whose file stands
   * behind it.
   */
  SIDECAR
}
