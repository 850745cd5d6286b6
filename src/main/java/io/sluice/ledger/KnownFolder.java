package io.sluice.ledger;

import java.util.Objects;

/**
 * A folder that the ledger has rows of.
 *
 * @param id its row
 * @param key what its rows are kept under
 * @param scope the scope that it was bound to last; empty before the first time
 */
public record KnownFolder(long id, FolderKey key, String scope) {
  public KnownFolder {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(scope, "scope");
  }
}
