package io.sluice.ledger;

import io.sluice.file.ContentDigest;
import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the ledger knows of one file.
 *
 * @param path the file
 * @param stamp its stamp when it was last recorded; device and inode are not kept, so its file key
 *     is empty
 * @param state its state
 * @param reason why, in words for people; may be empty
 * @param lane which queue it belongs to
 * @param itemId the item that it is part of, if any
 * @param digest the SHA-256 of what the target confirmed as uploaded for it, of several contents
 *     the last one; empty for a file that was never uploaded, or whose upload is not confirmed
 * @param retryAt when a failed file is looked at again, if ever
 * @param renamedFor the content whose suffix its remote name has, or is to have; empty where that
 *     is its plain name
 */
public record FileEntry(
    RelativePath path,
    FileStamp stamp,
    EntryState state,
    String reason,
    Lane lane,
    OptionalLong itemId,
    Optional<ContentDigest> digest,
    Optional<Instant> retryAt,
    Optional<ContentDigest> renamedFor) {
  public FileEntry {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(stamp, "stamp");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(lane, "lane");
    Objects.requireNonNull(itemId, "itemId");
    Objects.requireNonNull(digest, "digest");
    Objects.requireNonNull(retryAt, "retryAt");
    Objects.requireNonNull(renamedFor, "renamedFor");
  }
}
