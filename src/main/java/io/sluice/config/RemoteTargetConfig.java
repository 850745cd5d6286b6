package io.sluice.config;

import io.sluice.target.KeySource;
import java.net.URI;

/** An account of a platform that is reached over the network with a key. */
public sealed interface RemoteTargetConfig extends TargetConfig
    permits PictographTargetConfig, DarwinTargetConfig, ClarifaiTargetConfig {
  /** The server: https, or plain http to loopback or where {@link #insecureHttp} allows it. */
  URI url();

  /** Where the API key comes from. */
  KeySource key();

  /** Whether plain http to another machine is accepted. */
  boolean insecureHttp();

  /** The same, with so many workers. */
  RemoteTargetConfig withWorkers(int workers);
}
