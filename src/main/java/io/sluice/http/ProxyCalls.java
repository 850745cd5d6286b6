package io.sluice.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;

/** What a call needs besides when it goes through a proxy: the login, and plain words. */
final class ProxyCalls {
  private static final String LOGIN = "Proxy-Authorization";

  /** How the HTTP library asks for a login before the proxy does. */
  private static final String ASKED_AHEAD = "OkHttp-Preemptive";

  private static final String TUNNEL_REFUSED = "Unexpected response code for CONNECT: ";

  private final Network network;

  ProxyCalls(Network network) {
    this.network = network;
  }

  void addTo(OkHttpClient.Builder client) {
    client
        .proxySelector(network.selector())
        .proxyAuthenticator(this::login)
        .addInterceptor(this::inPlainWords)
        .addNetworkInterceptor(this::withLogin);
  }

  /** For CONNECT, and for every answer that asks for a login. */
  private Request login(Route route, Response response) throws IOException {
    boolean ahead =
        response.challenges().stream().anyMatch(c -> c.scheme().equalsIgnoreCase(ASKED_AHEAD));
    Request request = response.request();
    Optional<ProxyLogin> login = network.proxy().flatMap(ProxyServer::login);
    if (login.isPresent() && request.header(LOGIN) == null) {
      return request.newBuilder().header(LOGIN, login.get().header()).build();
    }
    if (ahead) {
      return null;
    }
    throw new ProxyException(
        login.isPresent()
            ? shown() + " does not take the user and password that it is given; correct them"
            : shown()
                + " asks for a user and a password; give them as"
                + " proxy: http://${PROXY_USER}:${PROXY_PASSWORD}@host:port",
        true,
        null);
  }

  /** A plain request is read by the proxy itself, so its login goes along; never in a tunnel. */
  private Response withLogin(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    Route route = Objects.requireNonNull(chain.connection(), "connection").route();
    Optional<ProxyLogin> login = network.proxy().flatMap(ProxyServer::login);
    boolean readByProxy = route.proxy().type() == Proxy.Type.HTTP && !request.isHttps();
    return chain.proceed(
        readByProxy && login.isPresent()
            ? request.newBuilder().header(LOGIN, login.get().header()).build()
            : request);
  }

  private Response inPlainWords(Interceptor.Chain chain) throws IOException {
    try {
      return chain.proceed(chain.request());
    } catch (IOException e) {
      HttpUrl url = chain.request().url();
      throw network.proxyFor(url.uri()).isPresent() ? explained(url, e) : e;
    }
  }

  private IOException explained(HttpUrl url, IOException e) {
    String said = String.valueOf(e.getMessage());
    if (said.startsWith(TUNNEL_REFUSED)) {
      String status = said.substring(TUNNEL_REFUSED.length());
      return new ProxyException(
          shown() + " does not connect to " + url.host() + " (HTTP " + status + ")", false, e);
    }
    if (e instanceof UnknownHostException) {
      return new ProxyException("the name of " + shown() + " is not known", false, e);
    }
    boolean noConnection =
        e instanceof ConnectException
            || e instanceof NoRouteToHostException
            || (e instanceof SocketTimeoutException
                && said.toLowerCase(Locale.ROOT).contains("connect"));
    return noConnection ? new ProxyException(shown() + " cannot be reached", false, e) : e;
  }

  private String shown() {
    return "the proxy " + network.proxy().map(ProxyServer::shown).orElse("");
  }
}
