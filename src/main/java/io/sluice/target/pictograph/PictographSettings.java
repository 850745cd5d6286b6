package io.sluice.target.pictograph;

import io.sluice.http.AddressRange;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * What a Pictograph target is configured with.
 *
 * @param name the target's name in the configuration
 * @param url the server, {@code https}, or {@code http} for one on this machine
 * @param workers how many uploads run at once, 1 or more
 * @param version Sluice's version, told to the server
 * @param insecureHttp whether the user accepts {@code http} to another machine
 * @param refusesTakenNames whether the server is known to keep a name that is there already safe
 *     from uploads. The embedded server does: it refuses an upload URL, or in a group gives one
 *     whose bytes replace nothing. Of the platform it is not known at which step it notices, and an
 *     upload goes to a place that is derived from the name
 */
public record PictographSettings(
    String name,
    URI url,
    int workers,
    String version,
    boolean insecureHttp,
    boolean refusesTakenNames) {
  public PictographSettings {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a target needs a name");
    }
    if (workers < 1) {
      throw new IllegalArgumentException("a target needs a worker: " + workers);
    }
    checkUrl(url, insecureHttp);
  }

  private static void checkUrl(URI url, boolean insecureHttp) {
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
