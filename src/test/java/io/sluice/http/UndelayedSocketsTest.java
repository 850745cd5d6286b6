package io.sluice.http;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

final class UndelayedSocketsTest {
  @Test
  void aConnectedSocketSendsAtOnce() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket socket = new UndelayedSockets().createSocket()) {
      socket.connect(server.getLocalSocketAddress());
      assertTrue(socket.getTcpNoDelay());
    }
  }
}
