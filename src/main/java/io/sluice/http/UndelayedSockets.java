package io.sluice.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Makes sockets that send what they are given at once. Otherwise the last piece of each body waits
 * until the pieces before it are acknowledged, which a server puts off by some 40 ms: more than a
 * small file takes by itself.
 */
final class UndelayedSockets extends SocketFactory {
  @Override
  public Socket createSocket() throws IOException {
    Socket socket = new Socket();
    socket.setTcpNoDelay(true);
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw connectsLater();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
    throw connectsLater();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw connectsLater();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
    throw connectsLater();
  }

  /** The HTTP library connects by itself, within its own time. */
  private static UnsupportedOperationException connectsLater() {
    return new UnsupportedOperationException("makes sockets that are not connected yet");
  }
}
