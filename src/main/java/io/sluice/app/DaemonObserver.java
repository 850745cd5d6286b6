package io.sluice.app;

import io.sluice.datasetserver.DatasetServer;
import io.sluice.event.IngestListener;

/** Hears of what a daemon does that its user should be told. */
public interface DaemonObserver extends IngestListener {
  /**
   * An embedded dataset server was started.
   *
   * @param target the name of the target that it is
   * @param server the server; still owned by the daemon
   */
  void serverStarted(String target, DatasetServer server);
}
