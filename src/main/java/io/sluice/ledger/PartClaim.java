package io.sluice.ledger;

import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import java.util.Objects;

/**
 * A further file of an item that has several.
 *
 * @param path the file
 * @param stamp what it is now
 */
public record PartClaim(RelativePath path, FileStamp stamp) {
  public PartClaim {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(stamp, "stamp");
  }
}
