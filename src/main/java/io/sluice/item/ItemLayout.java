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
  SERIES
}
