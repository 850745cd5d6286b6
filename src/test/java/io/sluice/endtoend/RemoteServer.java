package io.sluice.endtoend;

import io.sluice.datasetserver.DatasetServer;
import io.sluice.datasetserver.DatasetServerException;
import io.sluice.datasetserver.DatasetServerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** A dataset server that is no part of the process under test; can go away and come back. */
final class RemoteServer implements AutoCloseable {
  private final Path data;
  private final int port;
  private DatasetServer server;

  RemoteServer(Path data) throws DatasetServerException {
    this.data = data;
    this.server = start(0);
    this.port = server.port();
  }

  private DatasetServer start(int onPort) throws DatasetServerException {
    return DatasetServer.start(
        new DatasetServerSettings(data, onPort),
        task -> {
          Thread thread = new Thread(task, "remote-server");
          thread.setDaemon(true);
          return thread;
        },
        Clock.systemUTC());
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  String key() {
    return server.apiKey();
  }

  /** Its key file, which only its owner can read. */
  Path keyFile() {
    return server.keyFile();
  }

  DatasetClient client() throws IOException {
    return new DatasetClient(url(), data);
  }

  void goAway() {
    server.close();
  }

  /** Listens again on the port that it had. */
  void comeBack() throws DatasetServerException {
    server = start(port);
  }

  @Override
  public void close() {
    server.close();
  }
}
