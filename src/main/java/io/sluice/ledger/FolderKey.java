package io.sluice.ledger;

import java.nio.file.Path;

/**
 * What a folder's rows are kept under, however the configuration names it: a renamed target or
 * folder finds its rows again.
 *
 * @param root the folder, absolute
 * @param target the target's identity: type, URL and account, never the configuration's name for it
 * @param dataset the dataset's name
 */
public record FolderKey(Path root, String target, String dataset) {
  public FolderKey {
    if (!root.isAbsolute()) {
      throw new IllegalArgumentException("a folder's path must be absolute: " + root);
    }
    if (target.isEmpty() || dataset.isEmpty()) {
      throw new IllegalArgumentException("target and dataset must be given: " + root);
    }
  }
}
