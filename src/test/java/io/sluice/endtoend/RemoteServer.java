package io.sluice.endtoend;

import io.sluice.datasetserver.DatasetServer;
import io.sluice.datasetserver.DatasetServerException;
import io.sluice.datasetserver.DatasetServerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;

/** A dataset server that is no part of the process under test; can go away and come back. */
final class RemoteServer implements AutoCloseable {
  private final Path data;

  /** Has the port and never listens: while the server is away, nobody else gets it. */
  private final Socket place;

  private final int port;
  private DatasetServer server;

  RemoteServer(Path data) throws DatasetServerException, IOException {
    this.data = data;
    this.place = new Socket();
    // With this, the server may listen where something is bound; who asks for any port gets
    // another.
    place.setReuseAddress(true);
    place.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    this.port = place.getLocalPort();
    this.server = start(port);
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
    try {
      place.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
