package io.sluice.target.pictograph;

import io.sluice.file.ContentDigest;
import io.sluice.http.BrokenReplyException;
import io.sluice.target.RemoteImage;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * Wire: an image as replies describe it.
 *
 * @param datasetId empty when the reply does not tell
 * @param directory empty when the reply does not tell
 * @param fileSize bytes of the original, or of what the platform made of it
 * @param sha256 of the original, on servers that tell it
 */
record ImageRecord(
    String id,
    Optional<String> datasetId,
    Optional<String> directory,
    String filename,
    OptionalLong fileSize,
    Optional<ContentDigest> sha256) {

  /** Reads the image that {@code object} describes. */
  static ImageRecord of(JsonNode object) throws BrokenReplyException {
    return new ImageRecord(
        WireFields.required(object, "id"),
        WireFields.text(object, "dataset_id"),
        WireFields.directory(object),
        WireFields.required(object, "filename"),
        WireFields.count(object, "file_size"),
        digest(object));
  }

  /**
   * The record as the contract has it.
   *
   * @param askedDirectory for a reply that does not tell the folder
   */
  RemoteImage toRemoteImage(String askedDirectory) {
    boolean comparable = !ContentTypes.isConverted(filename);
    return new RemoteImage(
        id,
        directory.orElse(askedDirectory),
        filename,
        comparable ? fileSize : OptionalLong.empty(),
        sha256);
  }

  private static Optional<ContentDigest> digest(JsonNode object) {
    return WireFields.text(object, "sha256")
        .map(hex -> hex.toLowerCase(Locale.ROOT))
        .filter(hex -> hex.matches("[0-9a-f]{64}"))
        .map(ContentDigest::new);
  }
}
