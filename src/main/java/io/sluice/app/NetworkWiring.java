package io.sluice.app;

import io.sluice.config.CaFile;
import io.sluice.config.NetworkConfig;
import io.sluice.config.ProxyConfig;
import io.sluice.http.Network;
import io.sluice.http.ProxyExceptions;
import io.sluice.http.ProxyLogin;
import io.sluice.http.ProxyServer;
import io.sluice.http.Timeouts;
import java.util.List;

/** Makes the way out of what is configured. */
final class NetworkWiring {
  /** A JVM property that shortens all time-outs, so that tests need not wait for them. */
  private static final String TIMEOUT_PERCENT = "sluice.timeout-percent";

  private NetworkWiring() {}

  static Network of(NetworkConfig config) {
    return new Network(
        config.proxy().server().map(NetworkWiring::server),
        ProxyExceptions.parse(config.proxy().exceptions()),
        config.caFile().map(CaFile::certificates).orElse(List.of()),
        Timeouts.DEFAULT.scaledTo(Integer.getInteger(TIMEOUT_PERCENT, 100)));
  }

  private static ProxyServer server(ProxyConfig.Server server) {
    return new ProxyServer(server.host(), server.port(), server.login().map(NetworkWiring::login));
  }

  private static ProxyLogin login(ProxyConfig.Login login) {
    return new ProxyLogin(login.user().reveal(), login.password().reveal());
  }
}
