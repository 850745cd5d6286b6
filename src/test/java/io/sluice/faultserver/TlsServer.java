package io.sluice.faultserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/** Refuses every key, over TLS or not, and keeps what it was told after the handshake. */
final class TlsServer implements AutoCloseable {
  private final ServerSocket listening;
  private final List<String> arrivals = new CopyOnWriteArrayList<>();

  TlsServer(ServerSocketFactory sockets) throws IOException {
    this.listening = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread loop = new Thread(this::serve, "tls-server");
    loop.setDaemon(true);
    loop.start();
  }

  String url() {
    return "https://127.0.0.1:" + listening.getLocalPort();
  }

  List<String> arrivals() {
    return List.copyOf(arrivals);
  }

  private void serve() {
    while (!listening.isClosed()) {
      try (Socket socket = listening.accept()) {
        socket.setSoTimeout(2_000);
        byte[] first = new byte[8192];
        int n = socket.getInputStream().read(first);
        if (n > 0) {
          arrivals.add(new String(first, 0, n, StandardCharsets.ISO_8859_1));
          Reply no = Reply.error(401, "unauthorized", "no").with("Connection: close");
          socket.getOutputStream().write(no.bytes());
        }
      } catch (IOException e) {
        // A client that did not like the certificate, or the server was closed.
      }
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
