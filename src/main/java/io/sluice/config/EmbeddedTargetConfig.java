package io.sluice.config;

import java.nio.file.Path;

/**
 * The dataset server inside this process, on loopback.
 *
 * @param name the target's name
 * @param port 0 to 65535; 0 picks a free one
 * @param dataDirectory absolute; where the datasets are kept
 * @param pace its limits; {@link PaceConfig#EMBEDDED_DEFAULT} unless configured
 * @param workers transfers that run in parallel
 * @param batch how files are put together for one request
 */
public record EmbeddedTargetConfig(
    String name, int port, Path dataDirectory, PaceConfig pace, int workers, BatchConfig batch)
    implements TargetConfig {
  /** The name of the target that stands for no target at all. */
  public static final String IMPLICIT_NAME = "local";

  /** The port unless another is configured. */
  public static final int DEFAULT_PORT = 8471;

  public EmbeddedTargetConfig {
    Checks.targetName(name);
    Checks.range("port", port, 0, 65_535);
    Checks.absolute("data directory", dataDirectory);
    Checks.range("workers", workers, 1, MAX_WORKERS);
  }

  /** The target that a configuration without any target has, with its data below the state. */
  public static EmbeddedTargetConfig implicit(Path stateDirectory) {
    return new EmbeddedTargetConfig(
        IMPLICIT_NAME,
        DEFAULT_PORT,
        defaultDataDirectory(stateDirectory),
        PaceConfig.EMBEDDED_DEFAULT,
        DEFAULT_WORKERS,
        BatchConfig.DEFAULT);
  }

  /** Where the datasets are unless configured: {@code datasets} below the state directory. */
  public static Path defaultDataDirectory(Path stateDirectory) {
    return stateDirectory.resolve("datasets");
  }
}
