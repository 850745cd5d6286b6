package io.sluice.datasetserver;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where the dataset server keeps its data and where it listens.
 *
 * @param dataDirectory made if missing; one server at a time may use it
 * @param port loopback port, 1 to 65535; 0 picks a free one
 */
public record DatasetServerSettings(Path dataDirectory, int port) {
  public DatasetServerSettings {
    Objects.requireNonNull(dataDirectory, "dataDirectory");
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
    }
  }
}
