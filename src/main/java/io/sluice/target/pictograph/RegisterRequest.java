package io.sluice.target.pictograph;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/** Wire: what {@code images/register} is asked. */
record RegisterRequest(String dataset, @JsonUnwrapped Image image) {
  /**
   * Wire: an image whose bytes are at the storage.
   *
   * @param width null when unknown, as the wire wants it; {@code height} likewise
   */
  record Image(
      String filename,
      String directoryPath,
      long fileSize,
      String contentType,
      Integer width,
      Integer height) {}

  /** Wire: what {@code images/bulk-register} is asked. */
  record Group(String dataset, List<Image> images) {}
}
