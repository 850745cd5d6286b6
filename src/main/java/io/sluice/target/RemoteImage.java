package io.sluice.target;

import io.sluice.file.ContentDigest;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An entry as the platform describes it.
 *
 * @param id the platform's id
 * @param directory the virtual folder that it is in
 * @param fileName the name that the platform kept, which may differ from the one that was sent
 * @param sizeBytes the length of the original, where the platform keeps it comparable
 * @param digest the SHA-256 of the original, where the platform offers it
 */
public record RemoteImage(
    String id,
    String directory,
    String fileName,
    OptionalLong sizeBytes,
    Optional<ContentDigest> digest) {
  public RemoteImage {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(fileName, "fileName");
    Objects.requireNonNull(sizeBytes, "sizeBytes");
    Objects.requireNonNull(digest, "digest");
  }
}
