package io.sluice.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers each connection with the same bytes, whatever they are, and closes it. */
public final class RawServer implements AutoCloseable {
  /** What a client begins with that takes this for a TLS server; no header ends after it. */
  private static final int TLS_HANDSHAKE = 0x16;

  private final ServerSocket listening;
  private final Answer answer;
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final Thread loop;

  /** Writes what it likes. */
  public interface Answer {
    void to(Socket socket) throws IOException;
  }

  public RawServer(Answer answer) throws IOException {
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.answer = answer;
    this.loop = new Thread(this::serve, "raw-server");
    this.loop.setDaemon(true);
    this.loop.start();
  }

  /** A server that answers with {@code text}. */
  public static RawServer saying(String text) throws IOException {
    return new RawServer(
        socket -> socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The scheme, host and port to reach it by. */
  public String url() {
    return "http://127.0.0.1:" + listening.getLocalPort();
  }

  /** Request line and headers of every request so far. */
  public List<String> heads() {
    return heads;
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  private void serve() {
    while (!listening.isClosed()) {
      try (Socket socket = listening.accept()) {
        heads.add(readHead(socket.getInputStream()));
        answer.to(socket);
        socket.getOutputStream().flush();
      } catch (IOException e) {
        // The client went away, or the server was closed: the loop's condition tells.
      }
    }
  }

  private static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0 || b == TLS_HANDSHAKE) {
        break;
      }
      head.append((char) b);
    }
    return head.toString();
  }
}
