package io.sluice.file;

import java.io.IOException;
import java.io.InputStream;

/**
 * Bytes of files that must be read exactly as the files were stamped, or not at all. Their length
 * is known before any of them is read.
 */
public sealed interface StampedBytes permits StampedFile, StampedZip {
  /** How many there are, by the stamps. */
  long sizeBytes();

  /**
   * Opens them for one sequential read. The stream ends after exactly {@link #sizeBytes()} bytes,
   * and fails rather than deliver fewer.
   *
   * @throws SourceChangedException when a file no longer matches its stamp
   */
  InputStream open() throws IOException;

  /**
   * Compares the files with their stamps.
   *
   * @throws SourceChangedException when one is gone, no regular file any more, or changed
   * @throws IOException when the file system does not answer
   */
  void verifyUnchanged() throws IOException;

  /** Reads them once and gives their digest. */
  default ContentDigest digest() throws IOException {
    ContentDigest digest;
    try (InputStream in = open()) {
      digest = ContentDigest.ofRest(in);
    }
    verifyUnchanged();
    return digest;
  }
}
