package io.sluice.config;

import java.util.Objects;
import java.util.Optional;

/**
 * The way to the targets.
 *
 * @param proxy what requests go through
 * @param caFile authorities that are trusted besides the system's
 */
public record NetworkConfig(ProxyConfig proxy, Optional<CaFile> caFile) {
  /** No proxy, and what the system trusts. */
  public static final NetworkConfig DIRECT = new NetworkConfig(ProxyConfig.NONE, Optional.empty());

  public NetworkConfig {
    Objects.requireNonNull(proxy, "proxy");
    Objects.requireNonNull(caFile, "ca-file");
  }
}
