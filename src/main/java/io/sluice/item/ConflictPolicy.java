package io.sluice.item;

/** What becomes of a file whose name is there with other content. */
public enum ConflictPolicy {
  /** It is in conflict, and left alone. */
  REPORT,
  /** It is uploaded under a name with the suffix of its content. */
  RENAME,
  /** It failed, and is tried again as files that failed are. */
  FAIL
}
