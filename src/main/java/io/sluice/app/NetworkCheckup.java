package io.sluice.app;

import io.sluice.config.CaFile;
import io.sluice.config.NetworkConfig;
import io.sluice.config.RemoteTargetConfig;
import io.sluice.file.DisplayText;
import io.sluice.http.ProxyServer;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which proxy a target is reached through, and which authorities are trusted. Asks nobody. */
final class NetworkCheckup {
  private static final int MOST_SHOWN = 5;

  private NetworkCheckup() {}

  /** The proxy for one target; empty where none is configured. */
  static Optional<Checkup> proxy(NetworkConfig config, RemoteTargetConfig target) {
    String origin = config.proxy().origin();
    if (origin.isEmpty()) {
      return Optional.empty();
    }
    Optional<ProxyServer> proxy = NetworkWiring.of(config).proxyFor(target.url());
    String detail =
        proxy
            .map(server -> server.shown() + ", of " + origin)
            .orElse(
                config.proxy().server().isEmpty()
                    ? "none, by " + origin
                    : "none: the host is an exception (loopback, or $NO_PROXY)");
    return Optional.of(Checkup.ok("proxy of target " + target.name(), DisplayText.of(detail)));
  }

  /** What {@code file} holds. */
  static Checkup authorities(CaFile file, Clock clock) {
    Instant now = clock.instant();
    List<X509Certificate> all = file.certificates();
    String shown =
        all.stream().limit(MOST_SHOWN).map(NetworkCheckup::shown).collect(Collectors.joining("; "));
    String detail =
        (all.size() == 1 ? "1 certificate" : all.size() + " certificates")
            + " besides the system's: "
            + shown
            + (all.size() > MOST_SHOWN ? "; ..." : "");
    return all.stream().anyMatch(certificate -> now.isAfter(certificate.getNotAfter().toInstant()))
        ? Checkup.warn("ca-file", detail, "one has expired; get a new one from whoever issues it")
        : Checkup.ok("ca-file", detail);
  }

  private static String shown(X509Certificate certificate) {
    return DisplayText.of(certificate.getSubjectX500Principal().getName(), 100)
        + " until "
        + certificate.getNotAfter().toInstant().atOffset(ZoneOffset.UTC).toLocalDate();
  }
}
