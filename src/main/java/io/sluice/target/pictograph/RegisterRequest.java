package io.sluice.target.pictograph;

/**
 * Wire: what {@code images/register} is asked.
 *
 * @param width null when unknown, as the wire wants it; {@code height} likewise
 */
record RegisterRequest(
    String dataset,
    String filename,
    String directoryPath,
    long fileSize,
    String contentType,
    Integer width,
    Integer height) {}
