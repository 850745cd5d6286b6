package io.sluice.config;

import com.google.common.net.InetAddresses;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The address of a server: scheme, host, port and perhaps a path, nothing that could hold a key.
 */
final class ServerUrl {
  private static final String ALLOWED =
      "must be an address such as https://api.example.com, without user, query or fragment";

  private ServerUrl() {}

  /** The address in one spelling: small letters, no slash at the end, no needless port. */
  static URI parse(String text) throws BadValue {
    try {
      URI url = new URI(text).parseServerAuthority();
      if (!isPlain(url)) {
        throw BadValue.refused(ALLOWED);
      }
      String scheme = url.getScheme().toLowerCase(Locale.ROOT);
      int port = url.getPort() == (scheme.equals("https") ? 443 : 80) ? -1 : url.getPort();
      String path = url.getPath().replaceAll("/+$", "");
      return new URI(scheme, null, url.getHost().toLowerCase(Locale.ROOT), port, path, null, null);
    } catch (URISyntaxException e) {
      // Neither the text nor the cause's message is repeated: a key could stand in them.
      throw BadValue.refused(ALLOWED);
    }
  }

  /** Whether what is sent to {@code url} cannot be read on the way. */
  static boolean isProtected(URI url) {
    return "https".equalsIgnoreCase(url.getScheme()) || isLoopback(url.getHost());
  }

  private static boolean isPlain(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    return (scheme.equals("https") || scheme.equals("http"))
        && url.getHost() != null
        && url.getPort() <= 65_535
        && url.getUserInfo() == null
        && url.getQuery() == null
        && url.getFragment() == null;
  }

  /** Only an address written out or {@code localhost}: other names are whatever DNS says. */
  private static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || (InetAddresses.isUriInetAddress(host)
            && InetAddresses.forUriString(host).isLoopbackAddress());
  }
}
