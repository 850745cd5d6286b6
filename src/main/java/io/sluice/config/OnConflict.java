package io.sluice.config;

/** What is done about a name that is there with other content. */
public enum OnConflict {
  /** The file is in conflict. */
  REPORT,
  /** The file is uploaded under a name with a suffix. */
  RENAME,
  /** The file failed. */
  FAIL
}
