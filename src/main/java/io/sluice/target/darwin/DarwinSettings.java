package io.sluice.target.darwin;

import io.sluice.http.AddressRange;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What a Darwin target is configured with.
 *
 * @param url the server, {@code https}, or {@code http} for one on this machine
 * @param team the team's slug; empty for the one that the key belongs to
 * @param workers how many uploads run at once, 1 or more
 * @param version Sluice's version, told to the server
 * @param insecureHttp whether the user accepts {@code http} to another machine
 */
public record DarwinSettings(
    URI url, Optional<String> team, int workers, String version, boolean insecureHttp) {
  public DarwinSettings {
    Objects.requireNonNull(team, "team");
    if (team.filter(String::isEmpty).isPresent()) {
      throw new IllegalArgumentException("a team has a name");
    }
    if (workers < 1) {
      throw new IllegalArgumentException("a target needs a worker: " + workers);
    }
    String scheme = Optional.ofNullable(url.getScheme()).orElse("").toLowerCase(Locale.ROOT);
    if (url.getHost() == null || url.getRawUserInfo() != null || url.getRawQuery() != null) {
      throw new IllegalArgumentException("the url of a target is a scheme, a host and a path");
    }
    boolean here = AddressRange.ofLiteral(url.getHost()).equals(Optional.of(AddressRange.LOOPBACK));
    if (!scheme.equals("https") && !(scheme.equals("http") && (here || insecureHttp))) {
      throw new IllegalArgumentException(
          "use https, or http for a server on this machine: " + scheme + "://" + url.getHost());
    }
  }
}
