package io.sluice.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSenderTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final HttpClients clients = new HttpClients("9.9", 2, Thread::new, false, Network.DIRECT);

  @AfterEach
  void close() {
    clients.close();
  }

  @Test
  void readsAReply_andTellsTheVersion() throws Exception {
    try (RawServer server = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")) {
      HttpReply reply = send(server);
      assertEquals(200, reply.status());
      assertEquals("{}", reply.body().utf8());
      assertTrue(server.heads().get(0).contains("User-Agent: sluice/9.9"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void doesNotFollowARedirect_andNamesTheHostOnly(int status) throws Exception {
    try (RawServer other = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        RawServer server =
            RawServer.saying(
                "HTTP/1.1 %d x\r\nLocation: %s/secret?sig=1\r\nContent-Length: 0\r\n\r\n"
                    .formatted(status, other.url()))) {
      HttpReply reply = send(server);
      assertTrue(reply.isRedirect());
      assertEquals("127.0.0.1", reply.redirectHost());
      assertEquals(0, other.heads().size());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 421, 503})
  void sendsOnce_whateverTheStatus(int status) throws Exception {
    String reply = "HTTP/1.1 %d x\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n";
    try (RawServer server = RawServer.saying(reply.formatted(status))) {
      assertEquals(status, send(server).status());
      assertEquals(1, server.heads().size());
    }
  }

  @Test
  void fails_whenTheReplyBreaksOff() throws Exception {
    try (RawServer server = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{}")) {
      assertThrows(BrokenReplyException.class, () -> send(server));
    }
  }

  @Test
  void fails_whenAChunkIsNone() throws Exception {
    try (RawServer server =
        RawServer.saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}")) {
      assertThrows(BrokenReplyException.class, () -> send(server));
    }
  }

  @Test
  void fails_whenTheReplyIsNoHttp() throws Exception {
    try (RawServer server = RawServer.saying("SSH-2.0-OpenSSH_9.2\r\n\r\n")) {
      assertThrows(ProtocolException.class, () -> send(server));
    }
  }

  @Test
  void fails_whenNothingIsAnswered() throws Exception {
    try (RawServer server = RawServer.saying("")) {
      assertThrows(IOException.class, () -> send(server));
      assertEquals(1, server.heads().size());
    }
  }

  @Test
  void fails_whenHeadersAreHuge() throws Exception {
    String header = "X-Long: " + "x".repeat(1 << 20) + "\r\n";
    try (RawServer server = RawServer.saying("HTTP/1.1 200 OK\r\n" + header + "\r\n")) {
      assertThrows(IOException.class, () -> send(server));
    }
  }

  @Test
  void cutsAnEndlessBody() throws Exception {
    byte[] piece = "x".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
    try (RawServer server =
        new RawServer(
            socket -> {
              socket
                  .getOutputStream()
                  .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
              while (true) {
                socket.getOutputStream().write(piece);
              }
            })) {
      HttpReply reply = send(server);
      assertTrue(reply.cut());
      assertEquals(HttpSender.LONGEST_REPLY_BYTES, reply.body().size());
      assertThrows(BrokenReplyException.class, () -> ReplyJson.of(reply));
    }
  }

  @Test
  void givesUp_whenAReplyTricklesBeyondTheLimit() throws Exception {
    try (RawServer server = new RawServer(HttpSenderTest::trickle)) {
      Request request = new Request.Builder().url(server.url()).build();
      IOException failure = new IOException("not tried");
      // A machine that is held up has no reply yet when a short limit ends, which is another end.
      for (int millis : new int[] {300, 2_000, 15_000}) {
        if (!(failure instanceof BrokenReplyException)) {
          Duration limit = Duration.ofMillis(millis);
          failure = assertThrows(IOException.class, () -> clients.api().send(request, limit));
        }
      }
      assertInstanceOf(BrokenReplyException.class, failure);
      assertEquals("the reply broke off", failure.getMessage());
    }
  }

  /** A byte now and then, which is progress, until the client goes away. */
  private static void trickle(Socket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    socket.setSoTimeout(20);
    for (int read = 0; read >= 0; ) {
      out.write('x');
      try {
        read = socket.getInputStream().read();
      } catch (SocketTimeoutException e) {
        // It is still there.
        read = 0;
      }
    }
  }

  @Test
  void sendsNothingUnencrypted_toAnotherMachine() throws Exception {
    // An address of this machine that is not loopback stands for another machine here.
    InetAddress outside = AddressRangeTest.ownOutsideAddress();
    try (ServerSocket listening = new ServerSocket(0, 5, outside)) {
      String url = "http://" + outside.getHostAddress() + ":" + listening.getLocalPort() + "/";
      Request request = new Request.Builder().url(url).header("X-API-Key", "canary").build();
      ForbiddenAddressException refused =
          assertThrows(ForbiddenAddressException.class, () -> clients.api().send(request, LIMIT));
      assertTrue(refused.getMessage().contains(outside.getHostAddress()));
      try (Socket connected = listening.accept()) {
        assertEquals(-1, connected.getInputStream().read());
      }
    }
  }

  @Test
  void storage_isNotReachedInside_whenTheTargetIsNot() throws Exception {
    try (RawServer storage = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
      Request request = new Request.Builder().url(storage.url() + "/x?sig=canary").build();
      ForbiddenAddressException refused =
          assertThrows(
              ForbiddenAddressException.class, () -> clients.storage().send(request, LIMIT));
      assertFalse(refused.getMessage().contains("canary"));
      try (RawServer api = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
        send(api);
        assertEquals(200, clients.storage().send(request, LIMIT).status());
      }
    }
  }

  @Test
  void hangsUp_whenTheCallerIsInterrupted() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch hungUp = new CountDownLatch(1);
    try (RawServer server =
        new RawServer(
            socket -> {
              asked.countDown();
              while (socket.getInputStream().read() >= 0) {}
              hungUp.countDown();
            })) {
      Thread caller =
          new Thread(() -> assertThrows(InterruptedException.class, () -> send(server)));
      caller.start();
      assertTrue(asked.await(60, TimeUnit.SECONDS));
      caller.interrupt();
      assertTrue(hungUp.await(60, TimeUnit.SECONDS), "the call goes on");
      caller.join();
    }
  }

  @Test
  void close_isIdempotent() {
    clients.close();
    clients.close();
    Request request = new Request.Builder().url("http://127.0.0.1:1/").build();
    assertThrows(IOException.class, () -> clients.api().send(request, LIMIT));
  }

  private HttpReply send(RawServer server) throws IOException, InterruptedException {
    return clients.api().send(new Request.Builder().url(server.url()).build(), LIMIT);
  }
}
