package io.sluice.http;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.Credentials;

/**
 * An HTTP proxy that takes every host for one server of this machine. It knows CONNECT and requests
 * to pass on, and can ask for a login.
 */
public final class SmallProxy implements AutoCloseable {
  private static final String ASKING =
      String.join(
          "\r\n",
          "HTTP/1.1 407 Who are you",
          "Proxy-Authenticate: Basic realm=\"x\"",
          "Content-Length: 0",
          "",
          "");

  private final ServerSocket listening;
  private final Thread accepting;
  private final int upstream;
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private volatile Optional<String> login = Optional.empty();
  private volatile Optional<String> refusal = Optional.empty();

  /**
   * @param upstream the port of the server that stands for every host
   */
  public SmallProxy(int upstream) throws IOException {
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.upstream = upstream;
    this.accepting = new Thread(this::serve, "small-proxy");
    accepting.setDaemon(true);
    accepting.start();
  }

  /** Lets nobody through without this user and password. */
  public SmallProxy askingFor(String user, String password) {
    login = Optional.of(Credentials.basic(user, password));
    return this;
  }

  /** Answers every request with this status line. */
  public SmallProxy refusing(String status) {
    refusal = Optional.of(status);
    return this;
  }

  public int port() {
    return listening.getLocalPort();
  }

  /** Request line and headers of everything that it was asked. */
  public List<String> heads() {
    return heads;
  }

  /** Nobody is let in any more: one could be until the thread that waits for them has left. */
  @Override
  public void close() throws IOException {
    listening.close();
    Uninterruptibles.joinUninterruptibly(accepting);
  }

  private void serve() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Thread handler = new Thread(() -> handle(client), "small-proxy-client");
        handler.setDaemon(true);
        handler.start();
      } catch (IOException e) {
        // The proxy was closed: the loop's condition tells.
      }
    }
  }

  private void handle(Socket client) {
    try (client) {
      String head = head(client.getInputStream());
      heads.add(head);
      OutputStream out = client.getOutputStream();
      if (refusal.isPresent()) {
        say(out, "HTTP/1.1 " + refusal.get() + "\r\nContent-Length: 0\r\n\r\n");
      } else if (login.isPresent() && !head.contains("Proxy-Authorization: " + login.get())) {
        say(out, ASKING);
      } else {
        passOn(client, head);
      }
    } catch (IOException e) {
      // One side hung up; the other is told by closing.
    }
  }

  private void passOn(Socket client, String head) throws IOException {
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), upstream)) {
      if (head.startsWith("CONNECT ")) {
        say(client.getOutputStream(), "HTTP/1.1 200 Connected\r\n\r\n");
      } else {
        say(server.getOutputStream(), head);
      }
      Thread back = new Thread(() -> pump(server, client), "small-proxy-back");
      back.setDaemon(true);
      back.start();
      pump(client, server);
    }
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // One side hung up.
    }
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("hung up");
      }
      head.append((char) b);
    }
    return head.toString();
  }
}
