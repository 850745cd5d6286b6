package io.sluice.ledger;

import io.sluice.file.ContentDigest;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An image that a dataset held when it was listed.
 *
 * @param directory its virtual folder
 * @param fileName its name there
 * @param remoteId the platform's id
 * @param sizeBytes the length of the original, where it is comparable
 * @param digest the SHA-256 of the original, where the platform offers it
 * @param seenAt when the page that it stood on was asked for
 */
public record ListedImage(
    String directory,
    String fileName,
    String remoteId,
    OptionalLong sizeBytes,
    Optional<ContentDigest> digest,
    Instant seenAt) {
  public ListedImage {
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(fileName, "fileName");
    Objects.requireNonNull(remoteId, "remoteId");
    Objects.requireNonNull(sizeBytes, "sizeBytes");
    Objects.requireNonNull(digest, "digest");
    Objects.requireNonNull(seenAt, "seenAt");
  }
}
