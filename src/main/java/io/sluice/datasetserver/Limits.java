package io.sluice.datasetserver;

import java.time.Duration;

/**
 * How much the server takes from anyone before it refuses.
 *
 * @param imageBytes largest image, inclusive
 * @param jsonBytes largest JSON body, inclusive
 * @param bulkJsonBytes largest JSON body of a call for many images, inclusive
 * @param jsonDepth deepest nesting of a JSON body
 * @param headerBytes largest request head (request line and headers together)
 * @param reservedDiskBytes free space that an upload must leave on the disk
 * @param idle how long a connection may make no progress
 * @param stop how long running requests get when the server closes
 * @param threads upper bound of the server's threads
 * @param connections upper bound of open connections; further ones wait in the system's queue
 */
record Limits(
    long imageBytes,
    int jsonBytes,
    int bulkJsonBytes,
    int jsonDepth,
    int headerBytes,
    long reservedDiskBytes,
    Duration idle,
    Duration stop,
    int threads,
    int connections) {
  static final Limits DEFAULT =
      new Limits(
          52_428_800,
          1_048_576,
          4_194_304,
          64,
          16_384,
          16L * 1024 * 1024,
          Duration.ofSeconds(30),
          Duration.ofSeconds(3),
          40,
          512);

  Limits {
    if (imageBytes < 1
        || jsonBytes < 1
        || bulkJsonBytes < 1
        || jsonDepth < 1
        || headerBytes < 1
        || threads < 8) {
      throw new IllegalArgumentException("limit out of range: " + imageBytes + ", " + threads);
    }
  }

  Limits withReservedDiskBytes(long bytes) {
    return new Limits(
        imageBytes,
        jsonBytes,
        bulkJsonBytes,
        jsonDepth,
        headerBytes,
        bytes,
        idle,
        stop,
        threads,
        connections);
  }

  Limits withIdle(Duration time) {
    return new Limits(
        imageBytes,
        jsonBytes,
        bulkJsonBytes,
        jsonDepth,
        headerBytes,
        reservedDiskBytes,
        time,
        stop,
        threads,
        connections);
  }
}
