package io.sluice.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.Objects;
import java.util.Optional;

/**
 * An HTTP proxy: https goes through it by CONNECT, plain http as requests for it to pass on.
 *
 * @param host its name or address
 * @param port 1 to 65535
 * @param login for a proxy that asks for one
 */
public record ProxyServer(String host, int port, Optional<ProxyLogin> login) {
  public ProxyServer {
    if (host.isEmpty() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException("a proxy is a host and a port: " + host + ":" + port);
    }
    Objects.requireNonNull(login, "login");
  }

  /** For people, without the login. */
  public String shown() {
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /** Its name is looked up at each connection. */
  Proxy proxy() {
    return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
  }
}
