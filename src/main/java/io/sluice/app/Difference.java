package io.sluice.app;

import java.util.Objects;

/**
 * Something on which disk, ledger and dataset do not agree. All texts are safe to print.
 *
 * @param path the local file, below its folder; empty for an image that no file accounts for
 * @param remotePath virtual folder and name in the dataset; empty where the file has none
 * @param reason what is the matter, in words for people
 */
public record Difference(String path, String remotePath, String reason) {
  public Difference {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(remotePath, "remotePath");
    Objects.requireNonNull(reason, "reason");
  }
}
