package io.sluice.config;

/** What is done about a file whose content changed after its upload. */
public enum OnChange {
  /** It is in conflict; the dataset keeps what was uploaded first. */
  REPORT,
  /** The new content is uploaded beside the first, under a name with a suffix. */
  RENAME
}
