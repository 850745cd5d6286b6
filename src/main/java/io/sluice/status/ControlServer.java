package io.sluice.status;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon's control server: on 127.0.0.1, on a free port, bounded in threads, connections,
 * headers, bodies and idle time. Running from {@link #start} to {@link #close}.
 */
public final class ControlServer implements AutoCloseable {
  static final int MOST_THREADS = 8;

  /** A request line may carry a path of 4,096 bytes, each as {@code %25XX}. */
  private static final int LONGEST_HEAD_BYTES = 32_768;

  private static final int MOST_CONNECTIONS = 64;
  private static final int IDLE_MILLIS = 10_000;
  private static final int STOP_MILLIS = 1_000;
  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

  private final Server server;
  private final ServerConnector connector;
  private final ScheduledExecutorService timer;
  private final AtomicBoolean closed = new AtomicBoolean();

  private ControlServer(ThreadFactory threads) {
    QueuedThreadPool pool = new QueuedThreadPool(MOST_THREADS, 2, 60_000, 0, null, null, threads);
    timer = Executors.newSingleThreadScheduledExecutor(threads);
    server = new Server(pool, new ScheduledExecutorScheduler(timer), null);
    server.setStopTimeout(STOP_MILLIS);
    server.setErrorHandler(new JsonErrors());
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
    connector.setHost("127.0.0.1");
    connector.setPort(0);
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.setShutdownIdleTimeout(100); // of kept connections that carry no request
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, server));
  }

  private static HttpConfiguration http() {
    HttpConfiguration http = new HttpConfiguration();
    http.setRequestHeaderSize(LONGEST_HEAD_BYTES);
    http.setSendServerVersion(false);
    return http;
  }

  /**
   * Listens and answers.
   *
   * @param token what orders must carry
   * @param threads makes all threads; they must not keep the process alive
   * @throws IOException when no port can be had; nothing stays open
   */
  public static ControlServer start(
      ControlledDaemon daemon, ControlToken token, ThreadFactory threads) throws IOException {
    ControlServer control = new ControlServer(threads);
    boolean started = false;
    try {
      control.connector.open();
      LoopbackHosts hosts = new LoopbackHosts(control.connector.getLocalPort());
      control.server.setHandler(new GracefulHandler(new ControlHandler(daemon, token, hosts)));
      control.startServer();
      started = true;
      return control;
    } finally {
      if (!started) {
        control.close();
      }
    }
  }

  private void startServer() throws IOException {
    try {
      server.start();
    } catch (Exception e) { // Jetty declares no narrower one
      throw new IOException("the control server did not start", e);
    }
  }

  /** Its address: {@code http://127.0.0.1:PORT}. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort());
  }

  /** Stops listening, gives running requests a second, then cuts them off. Idempotent. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      server.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) { // Jetty declares no narrower one
      // Also thrown when a running request was cut off; the caller could do no more about it.
      LOG.debug("requests were cut off when the control server stopped: {}", e.toString());
    } finally {
      connector.close();
      timer.shutdownNow();
    }
  }
}
