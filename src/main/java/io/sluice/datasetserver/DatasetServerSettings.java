package io.sluice.datasetserver;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the dataset server keeps its data, where it listens, and how much it puts up with.
 *
 * @param dataDirectory made if missing; one server at a time may use it
 * @param port loopback port, 1 to 65535; 0 picks a free one
 * @param rateLimit what a platform would allow; empty for no limit
 */
public record DatasetServerSettings(Path dataDirectory, int port, Optional<RateLimit> rateLimit) {
  public DatasetServerSettings {
    Objects.requireNonNull(dataDirectory, "dataDirectory");
    Objects.requireNonNull(rateLimit, "rateLimit");
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
    }
  }

  /** Settings without a rate limit. */
  public DatasetServerSettings(Path dataDirectory, int port) {
    this(dataDirectory, port, Optional.empty());
  }
}
