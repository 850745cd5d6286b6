package io.sluice.file;

import java.util.Objects;

/**
 * What one read of a file told of its content.
 *
 * @param sha256 its SHA-256
 * @param crc32 its CRC-32, 0 to 2^32 - 1
 */
public record FileSums(ContentDigest sha256, long crc32) {
  public FileSums {
    Objects.requireNonNull(sha256, "sha256");
    if (crc32 < 0 || crc32 > 0xFFFF_FFFFL) {
      throw new IllegalArgumentException("not a CRC-32: " + crc32);
    }
  }
}
