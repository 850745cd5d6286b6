package io.sluice.ledger;

import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import io.sluice.item.RemoteName;
import java.util.Objects;

/**
 * A file's claim to a remote name.
 *
 * @param path the file
 * @param stamp what it is now
 * @param name the name that it is to have
 * @param lane which queue it waits in
 * @param rank its place among those of its lane that never had to wait: lowest first
 */
public record NameClaim(RelativePath path, FileStamp stamp, RemoteName name, Lane lane, long rank) {
  public NameClaim {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(stamp, "stamp");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(lane, "lane");
  }

  /** A claim whose file goes before all that are younger. */
  public NameClaim(RelativePath path, FileStamp stamp, RemoteName name, Lane lane) {
    this(path, stamp, name, lane, stamp.modifiedAt().getEpochSecond());
  }
}
