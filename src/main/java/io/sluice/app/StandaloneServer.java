package io.sluice.app;

import io.sluice.datasetserver.DatasetServer;
import io.sluice.datasetserver.DatasetServerException;
import io.sluice.datasetserver.DatasetServerSettings;
import io.sluice.failpoint.BadFailpointException;
import io.sluice.failpoint.Failpoints;
import io.sluice.ledger.LedgerException;
import io.sluice.ledger.SqliteLibrary;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.LoggerFactory;

/** The dataset server as a process of its own, until closed. Any thread may close it. */
public final class StandaloneServer implements AutoCloseable {
  private final AtomicReference<Throwable> fault = new AtomicReference<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final DatasetServer server;

  private StandaloneServer(Path dataDirectory, int port)
      throws DatasetServerException, BadFailpointException {
    Threads threads = new Threads(this::threadDied);
    this.server =
        DatasetServer.start(
            new DatasetServerSettings(dataDirectory, port),
            threads.numberedDaemons("datasets"),
            Clock.systemUTC(),
            Failpoints.ofProcess().storeWatch());
  }

  /**
   * Starts to serve.
   *
   * @param dataDirectory made if missing
   * @param port of loopback; 0 picks a free one
   * @param stateDirectory of the configuration; need not be there
   * @throws StartException when the directory or the port cannot be used
   */
  public static StandaloneServer start(Path dataDirectory, int port, Path stateDirectory)
      throws StartException {
    try {
      SqliteLibrary.load(stateDirectory);
      return new StandaloneServer(dataDirectory, port);
    } catch (DatasetServerException | LedgerException | BadFailpointException e) {
      throw new StartException(e.getMessage(), e);
    }
  }

  /** The server; closed with this. */
  public DatasetServer server() {
    return server;
  }

  /**
   * Waits until it is closed.
   *
   * @throws InternalFaultException when a thread of it died; it is still to be closed then
   */
  public void awaitEnd() throws InterruptedException {
    ended.await();
    if (fault.get() != null) {
      throw new InternalFaultException(fault.get());
    }
  }

  private void threadDied(Throwable error) {
    if (fault.compareAndSet(null, error)) {
      LoggerFactory.getLogger(StandaloneServer.class)
          .error("thread {} died", Thread.currentThread().getName(), error);
    }
    ended.countDown();
  }

  @Override
  public void close() {
    server.close();
    ended.countDown();
  }
}
