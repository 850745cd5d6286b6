package io.sluice.datasetserver;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * An image of a dataset. Its bytes never change.
 *
 * @param directoryPath {@code /} or {@code /a/b}
 * @param filename as the server keeps it, unique in its directory, compared exactly
 * @param fileSize bytes
 * @param width pixels as shown, if the uploader knew
 * @param height pixels as shown, if the uploader knew
 * @param sha256 hex, of the bytes as sent
 */
record Image(
    String id,
    String datasetId,
    String directoryPath,
    String filename,
    String contentType,
    long fileSize,
    OptionalLong width,
    OptionalLong height,
    String sha256,
    boolean archived,
    Instant createdAt) {}
