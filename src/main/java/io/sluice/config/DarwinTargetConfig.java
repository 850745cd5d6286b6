package io.sluice.config;

import io.sluice.target.KeySource;
import java.net.URI;
import java.util.Optional;

/**
 * A team's account of V7 Darwin.
 *
 * @param name the target's name
 * @param url the server: https, or plain http to loopback or where {@code insecureHttp} allows it
 * @param team the team's slug; empty for the one that the key belongs to
 * @param key where the API key comes from
 * @param insecureHttp whether plain http to another machine is accepted
 * @param pace its limits; {@link PaceConfig#PLATFORM_DEFAULT} unless configured
 * @param workers transfers that run in parallel
 * @param batch how files are put together for one request
 */
public record DarwinTargetConfig(
    String name,
    URI url,
    Optional<String> team,
    KeySource key,
    boolean insecureHttp,
    PaceConfig pace,
    int workers,
    BatchConfig batch)
    implements RemoteTargetConfig {
  /** The platform's own server. */
  public static final URI DEFAULT_URL = URI.create("https://darwin.v7labs.com");

  public DarwinTargetConfig {
    Checks.targetName(name);
    if (!ServerUrl.isProtected(url) && !insecureHttp) {
      throw new IllegalArgumentException("plain http to another machine: " + url.getHost());
    }
    Checks.range("workers", workers, 1, MAX_WORKERS);
  }

  @Override
  public DarwinTargetConfig withWorkers(int other) {
    return new DarwinTargetConfig(name, url, team, key, insecureHttp, pace, other, batch);
  }
}
