package io.sluice.http;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The way out of this machine.
 *
 * @param proxy what requests go through, but for those to loopback and to the exceptions
 * @param exceptions hosts that are reached without it
 * @param authorities certificates that are trusted besides those of the system
 * @param timeouts when a call is given up
 */
public record Network(
    Optional<ProxyServer> proxy,
    ProxyExceptions exceptions,
    List<X509Certificate> authorities,
    Timeouts timeouts) {
  /** No proxy, and what the system trusts. */
  public static final Network DIRECT = new Network(Optional.empty(), List.of());

  public Network {
    Objects.requireNonNull(proxy, "proxy");
    Objects.requireNonNull(exceptions, "exceptions");
    authorities = List.copyOf(authorities);
    Objects.requireNonNull(timeouts, "timeouts");
  }

  /** A proxy for all hosts, and the usual time-outs. */
  public Network(Optional<ProxyServer> proxy, List<X509Certificate> authorities) {
    this(proxy, ProxyExceptions.NONE, authorities, Timeouts.DEFAULT);
  }

  /** The proxy that requests to {@code url} go through; loopback never goes through one. */
  public Optional<ProxyServer> proxyFor(URI url) {
    String host = url.getHost();
    if (host == null || AddressRange.ofLiteral(host).equals(Optional.of(AddressRange.LOOPBACK))) {
      return Optional.empty();
    }
    boolean secure = "https".equalsIgnoreCase(url.getScheme());
    int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
    return proxy.filter(server -> !exceptions.covers(host, port));
  }

  /** This choice, for the HTTP library: what the JVM is told about proxies has no effect. */
  ProxySelector selector() {
    return new ProxySelector() {
      @Override
      public List<Proxy> select(URI url) {
        return List.of(proxyFor(url).map(ProxyServer::proxy).orElse(Proxy.NO_PROXY));
      }

      @Override
      public void connectFailed(URI url, SocketAddress address, IOException failure) {
        // There is no other proxy to turn to; the call fails with this.
      }
    };
  }
}
