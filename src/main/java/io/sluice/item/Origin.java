package io.sluice.item;

import io.sluice.file.RelativePath;
import java.util.Objects;

/** Where an item came from. */
public sealed interface Origin permits Origin.FolderUnit {
  /**
   * A unit of a watched folder.
   *
   * @param folderId the folder's row in the ledger
   * @param path the unit's file
   */
  record FolderUnit(long folderId, RelativePath path) implements Origin {
    public FolderUnit {
      Objects.requireNonNull(path, "path");
    }
  }
}
