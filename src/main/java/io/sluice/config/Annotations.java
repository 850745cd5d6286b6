package io.sluice.config;

/** Whether sidecars beside the files of a folder say what is known of these. */
public enum Annotations {
  /** There are none: JSON files are files like any other. */
  NONE,
  /** A file that has one goes with it, one that has none goes alone. */
  OPTIONAL,
  /** A file waits for its sidecar. */
  REQUIRED
}
