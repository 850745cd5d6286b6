package io.sluice.config;

/** How a folder's directories become virtual folders of the dataset. */
public enum FolderLayout {
  /** The first-level directory is the virtual folder; deeper ones collapse into it. */
  ORGANIZE_BY_CLASS,
  /** The whole relative directory. */
  PRESERVE_FOLDERS,
  /** None: every file lands in the folder's virtual folder. */
  FLAT
}
