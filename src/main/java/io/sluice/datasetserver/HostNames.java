package io.sluice.datasetserver;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * The names under which the server may be asked. A page of another site can make a browser call
 * loopback through a name that it controls; listening on loopback alone does not stop that.
 */
final class HostNames {
  private final Set<String> accepted;

  HostNames(int port) {
    accepted = Set.of("localhost:" + port, "127.0.0.1:" + port, "[::1]:" + port);
  }

  boolean accept(Request request) {
    List<HttpField> hosts = request.getHeaders().getFields(HttpHeader.HOST);
    return hosts.size() == 1
        && hosts.get(0).getValue() != null
        && accepted.contains(hosts.get(0).getValue().toLowerCase(Locale.ROOT));
  }

  /** Whether an Origin header, if there is one, names this server. */
  boolean acceptOrigin(Request request) {
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    return origin == null
        || (origin.startsWith("http://")
            && accepted.contains(origin.substring("http://".length())));
  }
}
