package io.sluice.datasetserver;

import java.time.Instant;
import java.util.Optional;

/**
 * A named collection of images.
 *
 * @param annotationTypes JSON array, as stored
 * @param classes JSON array, as stored
 * @param imageCount images that are not archived
 * @param totalSize bytes of all its images
 * @param updatedAt when it last got an image
 */
record Dataset(
    String id,
    String name,
    Optional<String> description,
    Optional<String> readme,
    String annotationTypes,
    String classes,
    long imageCount,
    long totalSize,
    boolean archived,
    Instant createdAt,
    Instant updatedAt) {}
