package io.sluice.datasetserver;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and checks upload URLs. Who has one may put bytes of that type into that slot until it
 * expires, without a key; so they never go to a log.
 */
final class UrlSigner {
  static final Duration LIFE = Duration.ofMinutes(15);

  private final byte[] secret;
  private final URI base;
  private final Clock clock;

  UrlSigner(String secret, URI base, Clock clock) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
    this.base = base;
    this.clock = clock;
  }

  /** What a URL is worth. */
  enum Verdict {
    GOOD,
    EXPIRED,
    FORGED
  }

  String sign(String slot, String contentType) {
    long expires = clock.instant().plus(LIFE).getEpochSecond();
    return base
        + "/storage/"
        + slot
        + "?exp="
        + expires
        + "&ct="
        + UrlText.encode(contentType)
        + "&sig="
        + signature(slot, Long.toString(expires), contentType);
  }

  Verdict check(String slot, String expires, String contentType, String signature) {
    byte[] expected = signature(slot, expires, contentType).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8))) {
      return Verdict.FORGED;
    }
    Instant end = Instant.ofEpochSecond(Long.parseLong(expires));
    return clock.instant().isBefore(end) ? Verdict.GOOD : Verdict.EXPIRED;
  }

  private String signature(String slot, String expires, String contentType) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      String signed = String.join("\n", "PUT", slot, expires, contentType);
      byte[] code = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java lacks HmacSHA256", e);
    }
  }
}
