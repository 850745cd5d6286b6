package io.sluice.file;

import java.time.Instant;
import java.util.Objects;

/**
 * What one look at the file system said of a regular file. Two equal stamps mean: unchanged as far
 * as the file system tells.
 *
 * @param sizeBytes length, 0 or more
 * @param modifiedAt time of the last change of content, as the file system keeps it; can be set by
 *     anyone, so it may be old, or in the future
 * @param changedAt time of the last change of content, name or mode; set by the kernel alone
 * @param fileKey device and inode; reused at once after a deletion and changed by a remount, so it
 *     is compared within one transfer only
 */
public record FileStamp(long sizeBytes, Instant modifiedAt, Instant changedAt, String fileKey) {
  public FileStamp {
    if (sizeBytes < 0) {
      throw new IllegalArgumentException("size must not be negative: " + sizeBytes);
    }
    Objects.requireNonNull(modifiedAt, "modifiedAt");
    Objects.requireNonNull(changedAt, "changedAt");
    Objects.requireNonNull(fileKey, "fileKey");
  }

  /** The later of the two times: when anything about the file last changed. */
  public Instant lastChange() {
    return modifiedAt.isAfter(changedAt) ? modifiedAt : changedAt;
  }

  /** Whether size and both times are the same; device and inode may differ (remount, restore). */
  public boolean sameContentStamp(FileStamp other) {
    return sizeBytes == other.sizeBytes
        && modifiedAt.equals(other.modifiedAt)
        && changedAt.equals(other.changedAt);
  }
}
