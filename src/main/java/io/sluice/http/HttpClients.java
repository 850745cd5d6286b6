package io.sluice.http;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * The HTTP clients of one target: one for its API, one for the storage that it names. They share
 * connections and threads and are closed together.
 *
 * <p>Both give up what makes no progress, as the network's {@link Timeouts} say. They follow no
 * redirect and repeat nothing by themselves: one call is one attempt.
 */
public final class HttpClients implements AutoCloseable {
  /**
   * Below what servers keep an idle connection for (30 s and more). A connection that the server
   * closed first would fail a GET, which is not repeated here.
   */
  private static final Duration KEEP_IDLE = Duration.ofSeconds(20);

  /** Beside the workers: a probe and a look-up. */
  private static final int SPARE_CALLS = 2;

  private final ThreadPoolExecutor executor;
  private final Dispatcher dispatcher;
  private final ConnectionPool connections;
  private final HttpSender api;
  private final HttpSender storage;

  /**
   * @param version Sluice's version, told to servers
   * @param workers how many calls run at once, at least 1
   * @param threads makes the threads that calls run on
   * @param insecureHttp whether the user accepts unencrypted requests to another machine
   * @param network proxy, authorities and time-outs
   */
  public HttpClients(
      String version, int workers, ThreadFactory threads, boolean insecureHttp, Network network) {
    int calls = workers + SPARE_CALLS;
    this.executor =
        new ThreadPoolExecutor(
            calls, calls, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    this.executor.allowCoreThreadTimeOut(true);
    this.dispatcher = new Dispatcher(executor);
    this.dispatcher.setMaxRequests(calls);
    this.dispatcher.setMaxRequestsPerHost(calls);
    this.connections = new ConnectionPool(2 * calls, KEEP_IDLE.toSeconds(), TimeUnit.SECONDS);
    AddressGuard guard = new AddressGuard(insecureHttp);
    OkHttpClient common = common("sluice/" + version, network);
    this.api =
        new HttpSender(
            common
                .newBuilder()
                .protocols(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1))
                .addNetworkInterceptor(guard::api)
                .build(),
            network.timeouts());
    // Over HTTP/2 all uploads to a host would share one connection and its one TCP window.
    this.storage =
        new HttpSender(
            common
                .newBuilder()
                .protocols(List.of(Protocol.HTTP_1_1))
                .addNetworkInterceptor(guard::storage)
                .build(),
            network.timeouts());
  }

  /**
   * For the target's own API. Plain http goes to this machine only, unless the user accepts it
   * elsewhere.
   */
  public HttpSender api() {
    return api;
  }

  /** For the storage that the target names. */
  public HttpSender storage() {
    return storage;
  }

  /** Cancels calls under way and closes all connections; idempotent. */
  @Override
  public void close() {
    dispatcher.cancelAll();
    executor.shutdown();
    connections.evictAll();
  }

  private OkHttpClient common(String userAgent, Network network) {
    Timeouts timeouts = network.timeouts();
    OkHttpClient.Builder client =
        new OkHttpClient.Builder()
            .dispatcher(dispatcher)
            .connectionPool(connections)
            .socketFactory(new UndelayedSockets())
            .connectTimeout(timeouts.connect())
            .readTimeout(timeouts.answer())
            .writeTimeout(timeouts.writeIdle())
            .eventListenerFactory(RequestSent::of)
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .addInterceptor(
                chain ->
                    chain.proceed(
                        chain.request().newBuilder().header("User-Agent", userAgent).build()))
            .addInterceptor(HttpSender::withTimeToAnswer)
            .addNetworkInterceptor(HttpClients::withoutZeroWait);
    new Trust(network.authorities()).addTo(client);
    new ProxyCalls(network).addTo(client);
    return client.build();
  }

  /** OkHttp repeats a request at once after 503 with "Retry-After: 0", whatever it is told. */
  private static Response withoutZeroWait(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    boolean repeats = response.code() == 503 && "0".equals(response.header("Retry-After"));
    return repeats ? response.newBuilder().removeHeader("Retry-After").build() : response;
  }
}
