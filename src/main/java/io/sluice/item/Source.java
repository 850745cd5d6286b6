package io.sluice.item;

import io.sluice.file.ContentDigest;
import io.sluice.file.StampedFile;
import java.util.Objects;
import java.util.Optional;

/** Where the bytes of a part come from. */
public sealed interface Source permits Source.LocalFile {
  /** Bytes to be sent, where that is known beforehand. */
  long sizeBytes();

  /**
   * A file of this machine.
   *
   * @param file where it is, and what it must still be when it is read
   * @param knownDigest its SHA-256, or empty while it has not been read; a record component only
   *     because a value without it would be another type for a moment
   */
  record LocalFile(StampedFile file, Optional<ContentDigest> knownDigest) implements Source {
    public LocalFile {
      Objects.requireNonNull(file, "file");
      Objects.requireNonNull(knownDigest, "knownDigest");
    }

    @Override
    public long sizeBytes() {
      return file.sizeBytes();
    }
  }
}
