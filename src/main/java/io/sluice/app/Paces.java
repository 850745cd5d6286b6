package io.sluice.app;

import io.sluice.config.PaceConfig;
import io.sluice.config.RemoteTargetConfig;
import io.sluice.config.TargetConfig;
import io.sluice.pace.Pace;
import io.sluice.target.KeySource;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The pace of each target. A server counts by key, so targets of one server with one key share a
 * pace, of the lower of their limits, and every pause. Not thread-safe.
 */
final class Paces {
  private final Map<String, PaceConfig> limits = new HashMap<>();
  private final Map<String, Pace> paces = new HashMap<>();
  private final Clock clock;

  /**
   * @param targets all of the configuration, connected or not
   */
  Paces(List<TargetConfig> targets, Clock clock) {
    this.clock = clock;
    for (TargetConfig target : targets) {
      limits.merge(account(target), target.pace(), Paces::lower);
    }
  }

  /** The pace of {@code target}, one of those that were given. */
  Pace of(TargetConfig target) {
    return paces.computeIfAbsent(account(target), account -> pace(limits.get(account)));
  }

  private Pace pace(PaceConfig config) {
    return new Pace(
        config.requestsPerSecond(), config.requestsPerHour(), config.bytesPerSecond(), clock);
  }

  /** By where the key comes from: two sources of one key are not known to be one. */
  private static String account(TargetConfig target) {
    return target instanceof RemoteTargetConfig remote
        ? remote.url() + " " + source(remote.key())
        : "embedded " + target.name();
  }

  private static String source(KeySource key) {
    return key instanceof KeySource.FromFile file ? file.file().toUri().toString() : key.describe();
  }

  private static PaceConfig lower(PaceConfig one, PaceConfig other) {
    return new PaceConfig(
        Math.min(one.requestsPerSecond(), other.requestsPerSecond()),
        lower(one.requestsPerHour(), other.requestsPerHour()),
        lower(one.bytesPerSecond(), other.bytesPerSecond()));
  }

  private static OptionalLong lower(OptionalLong one, OptionalLong other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    return OptionalLong.of(Math.min(one.getAsLong(), other.getAsLong()));
  }
}
