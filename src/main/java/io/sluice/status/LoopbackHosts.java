package io.sluice.status;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Who may ask. A browser can be made to call loopback through a name that another site controls, or
 * from that site's page; listening on loopback alone stops neither.
 */
final class LoopbackHosts {
  private final Set<String> own;

  LoopbackHosts(int port) {
    own = Set.of("localhost:" + port, "127.0.0.1:" + port, "[::1]:" + port);
  }

  /** Whether the one Host header names this server by a loopback name. */
  boolean isOwnHost(Request request) {
    List<HttpField> hosts = request.getHeaders().getFields(HttpHeader.HOST);
    return hosts.size() == 1
        && hosts.get(0).getValue() != null
        && own.contains(hosts.get(0).getValue().toLowerCase(Locale.ROOT));
  }

  /** Whether no header says that another site's page is behind the request. */
  boolean isOwnOrigin(Request request) {
    boolean origins =
        request.getHeaders().getFields(HttpHeader.ORIGIN).stream()
            .map(HttpField::getValue)
            .allMatch(this::isOwn);
    boolean sites =
        request.getHeaders().getFields("Sec-Fetch-Site").stream()
            .map(HttpField::getValue)
            .allMatch(site -> "same-origin".equals(site) || "none".equals(site));
    return origins && sites;
  }

  private boolean isOwn(String origin) {
    return origin != null
        && origin.startsWith("http://")
        && own.contains(origin.substring("http://".length()).toLowerCase(Locale.ROOT));
  }
}
