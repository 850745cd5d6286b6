package io.sluice.ledger;

import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import java.util.Objects;

/**
 * A file that the ledger has a row of.
 *
 * @param path the file
 * @param stamp what it was when it was seen last
 * @param gone whether it was missed since
 */
public record KnownFile(RelativePath path, FileStamp stamp, boolean gone) {
  public KnownFile {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(stamp, "stamp");
  }
}
