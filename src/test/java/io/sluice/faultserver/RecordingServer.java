package io.sluice.faultserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Another host, which nobody has any business with: keeps what is sent to it. */
final class RecordingServer implements AutoCloseable {
  private final ServerSocket listening;
  private final List<String> arrivals = new CopyOnWriteArrayList<>();

  RecordingServer() throws IOException {
    this.listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.2"));
    Thread loop = new Thread(this::serve, "recording-server");
    loop.setDaemon(true);
    loop.start();
  }

  String url() {
    return "http://127.0.0.2:" + listening.getLocalPort();
  }

  /** The beginning of what each connection sent; one that sent nothing counts as well. */
  List<String> arrivals() {
    return List.copyOf(arrivals);
  }

  private void serve() {
    while (!listening.isClosed()) {
      try (Socket socket = listening.accept()) {
        socket.setSoTimeout(2_000);
        byte[] first = new byte[1024];
        int n = socket.getInputStream().read(first);
        arrivals.add(n < 0 ? "" : new String(first, 0, n, StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        // Closed, or a client that said nothing: the loop's condition tells.
      }
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
