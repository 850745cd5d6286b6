package io.sluice.datasetserver;

import io.sluice.datasetserver.DatasetServerException.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jetty, set up for this server: loopback only, bounded in threads, connections, headers and idle
 * time. Bound at once, serving from {@link #serve} to {@link #close}.
 */
final class HttpFront implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);

  /**
   * Names of datasets and directories may hold any character, so an encoded slash, percent sign or
   * backslash in a path is data. No path is ever resolved on a disk.
   */
  private static final UriCompliance NAMES_ARE_DATA =
      UriCompliance.DEFAULT.with(
          "names",
          UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
          UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
          UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS);

  private final Server server;
  private final ServerConnector connector;
  private final ScheduledExecutorService timer;

  private HttpFront(Limits limits, int port, ThreadFactory threads) {
    QueuedThreadPool pool =
        new QueuedThreadPool(limits.threads(), 4, 60_000, -1, null, null, threads);
    timer = Executors.newSingleThreadScheduledExecutor(threads);
    server = new Server(pool, new ScheduledExecutorScheduler(timer), null);
    server.setStopTimeout(limits.stop().toMillis());
    server.setErrorHandler(new JsonErrorHandler());
    connector = new LoopbackConnector(server, http(limits));
    connector.setPort(port);
    connector.setIdleTimeout(limits.idle().toMillis());
    connector.setShutdownIdleTimeout(100); // of kept connections that carry no request
    connector.setAcceptQueueSize(128);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(limits.connections(), server));
  }

  private static HttpConfiguration http(Limits limits) {
    HttpConfiguration http = new HttpConfiguration();
    http.setRequestHeaderSize(limits.headerBytes());
    http.setResponseHeaderSize(limits.headerBytes());
    http.setSendServerVersion(false);
    // By default Jetty takes a cookie that differs from an earlier one in letter case for that one.
    http.setHeaderCacheCaseSensitive(true);
    http.setUriCompliance(NAMES_ARE_DATA);
    http.setRelativeRedirectAllowed(true);
    return http;
  }

  /** Binds the port, so that it is known, without accepting anything yet. */
  static HttpFront bind(int port, Limits limits, ThreadFactory threads)
      throws DatasetServerException {
    HttpFront front = new HttpFront(limits, port, threads);
    try {
      front.connector.open();
      return front;
    } catch (IOException e) {
      front.timer.shutdownNow();
      throw portInUse(port, e);
    }
  }

  static DatasetServerException portInUse(int port, IOException e) {
    Throwable reason = e.getCause() == null ? e : e.getCause();
    return new DatasetServerException(
        Kind.PORT_IN_USE,
        "the dataset server cannot listen on 127.0.0.1:"
            + port
            + " ("
            + reason.getMessage()
            + "); stop what uses that port, or choose another (0 picks a free one)",
        e);
  }

  int port() {
    return connector.getLocalPort();
  }

  /** Starts answering with that handler. */
  void serve(Handler handler) throws IOException {
    server.setHandler(new GracefulHandler(handler));
    try {
      server.start();
    } catch (Exception e) { // Jetty declares no narrower one
      throw new IOException("the HTTP server did not start", e);
    }
  }

  /** Stops: no new requests, a little time for running ones, then an end to them. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) { // Jetty declares no narrower one
      // Also thrown when a running request was cut off; the caller could do no more about it.
      LOG.info("requests were cut off when the dataset server stopped: {}", e.toString());
    } finally {
      connector.close();
      timer.shutdownNow();
    }
  }
}
