package io.sluice.plan;

/** How the directories of a folder become virtual folders of its dataset. */
public enum FolderLayout {
  /** The first-level directory; deeper ones collapse into it; files of the root go to the start. */
  FIRST_LEVEL,
  /** The whole chain of directories. */
  WHOLE_PATH,
  /** All files together at the start. */
  FLAT
}
