package io.sluice.datasetserver;

import java.util.OptionalLong;

/**
 * What a client says of an image whose bytes it has sent, to make them count.
 *
 * @param size bytes, at least 1
 * @param width pixels as shown, if the client knows
 * @param height pixels as shown, if the client knows
 */
record SentImage(NewImage image, long size, OptionalLong width, OptionalLong height) {
  private static final long LARGEST_SIDE = 1_000_000;

  /** Reads the fields; faults are noted in {@code fields}, which the caller checks. */
  static SentImage read(JsonFields fields) {
    return new SentImage(
        NewImage.read(fields),
        fields.positive("file_size"),
        fields.optionalPositive("width", LARGEST_SIDE),
        fields.optionalPositive("height", LARGEST_SIDE));
  }
}
