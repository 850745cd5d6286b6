package io.sluice.config;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import io.sluice.target.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The address of a proxy, {@code http://user:password@host:port}. No message repeats it. */
final class ProxyText {
  private static final String SCHEME = "http://";
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_])?\\.?");

  /** A reference without a default, and one with. */
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^{}:]*(?::-([^{}]*))?}");

  private ProxyText() {}

  /**
   * The proxy that {@code text} names. The scheme may be missing, as it often is in variables.
   *
   * @param rule says what is allowed, for the message
   */
  static ProxyConfig.Server parse(String text, String rule) throws BadValue {
    String rest = withoutScheme(text.strip());
    if (rest.contains("://")) {
      throw BadValue.refused(rule);
    }
    int at = rest.lastIndexOf('@');
    Optional<ProxyConfig.Login> login =
        at < 0 ? Optional.empty() : Optional.of(login(rest.substring(0, at), rule));
    String address = rest.substring(at + 1).replaceAll("/$", "");
    try {
      HostAndPort parts = HostAndPort.fromString(address);
      // Without a port, programs do not agree on what is meant.
      int port = parts.getPortOrDefault(0);
      if (!isHost(parts.getHost()) || port == 0) {
        throw BadValue.refused(rule);
      }
      return new ProxyConfig.Server(parts.getHost().toLowerCase(Locale.ROOT), port, login);
    } catch (IllegalArgumentException e) {
      throw BadValue.refused(rule);
    }
  }

  /** Whether a password, or a part of one, stands in {@code written} itself. */
  static boolean holdsPassword(String written) {
    String literal = withoutScheme(REFERENCE.matcher(written).replaceAll("$1").strip());
    int at = literal.lastIndexOf('@');
    int colon = literal.indexOf(':');
    return at > 0 && colon >= 0 && colon < at - 1;
  }

  private static String withoutScheme(String text) {
    boolean named = text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    return named ? text.substring(SCHEME.length()) : text;
  }

  private static ProxyConfig.Login login(String text, String rule) throws BadValue {
    int colon = text.indexOf(':');
    if (colon < 1 || colon == text.length() - 1) {
      throw BadValue.refused(rule);
    }
    return new ProxyConfig.Login(
        new Secret(decoded(text.substring(0, colon))),
        new Secret(decoded(text.substring(colon + 1))));
  }

  /** Percent signs that are no escapes stand for themselves, so that a password may hold them. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static boolean isHost(String host) {
    return InetAddresses.isInetAddress(host) || HOST.matcher(host).matches();
  }
}
