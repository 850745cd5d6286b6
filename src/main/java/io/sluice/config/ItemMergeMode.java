package io.sluice.config;

/** How the files of a directory become one item. */
public enum ItemMergeMode {
  /** Side by side, in numbered slots. */
  SLOTS,
  /** As the channels of one picture. */
  CHANNELS,
  /** As the slices of one volume. */
  SERIES
}
