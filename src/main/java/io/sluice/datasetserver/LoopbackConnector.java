package io.sluice.datasetserver;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes connections of this machine. When none can be taken, for want of file descriptors mostly,
 * it tries again after a second, and says so once a minute; Jetty's own would print a stack trace
 * each time.
 */
final class LoopbackConnector extends ServerConnector {
  private static final Logger LOG = LoggerFactory.getLogger(LoopbackConnector.class);
  private static final long SAY_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long PAUSE_MILLIS = 1_000;

  /** Touched by the one acceptor thread alone. */
  private long saidAt = System.nanoTime() - SAY_EVERY_NANOS;

  LoopbackConnector(Server server, HttpConfiguration http) {
    super(server, 1, 1, new HttpConnectionFactory(http));
    setHost("127.0.0.1");
  }

  @Override
  protected boolean handleAcceptFailure(Throwable failure) {
    if (failure instanceof ClosedChannelException) {
      return false;
    }
    if (!isRunning() || !(failure instanceof IOException)) {
      return super.handleAcceptFailure(failure);
    }
    if (System.nanoTime() - saidAt >= SAY_EVERY_NANOS) {
      saidAt = System.nanoTime();
      LOG.warn(
          "the dataset server cannot take a connection: {}; it goes on trying. For too many open"
              + " files raise the limit: 'ulimit -n', or LimitNOFILE= in the systemd unit",
          failure.getMessage());
    }
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
