package io.sluice.target.clarifai;

import io.sluice.http.AddressRange;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What a Clarifai target is configured with.
 *
 * @param name the target's name in the configuration
 * @param url the server, {@code https}, or {@code http} for one on this machine
 * @param userId whose app it is
 * @param appId the app that holds the datasets
 * @param workers how many requests run at once, 1 or more
 * @param version Sluice's version, told to the server
 * @param insecureHttp whether the user accepts {@code http} to another machine
 * @param waitForProcessing whether an input counts only once the platform has processed it
 * @param followFor how long an input is followed before that uses up an attempt, positive
 */
public record ClarifaiSettings(
    String name,
    URI url,
    String userId,
    String appId,
    int workers,
    String version,
    boolean insecureHttp,
    boolean waitForProcessing,
    Duration followFor) {
  /** Half an hour. */
  public static final Duration DEFAULT_FOLLOW_FOR = Duration.ofMinutes(30);

  public ClarifaiSettings {
    if (name.isEmpty() || userId.isEmpty() || appId.isEmpty()) {
      throw new IllegalArgumentException("a target needs a name, a user id and an app id: " + name);
    }
    if (workers < 1) {
      throw new IllegalArgumentException("a target needs a worker: " + workers);
    }
    if (followFor.isNegative() || followFor.isZero()) {
      throw new IllegalArgumentException("inputs must be followed for a while: " + followFor);
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
