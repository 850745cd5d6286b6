package io.sluice.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.Tries;
import io.sluice.file.FileStat;
import io.sluice.file.StampedFile;
import io.sluice.pace.Pace;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real sockets that stand still, with short time-outs. */
class TimeoutsTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n";

  @TempDir Path folder;

  @Test
  void areScaledAllAlike_andNeverToNothing() {
    Timeouts scaled = Timeouts.DEFAULT.scaledTo(3);
    assertEquals(Duration.ofMillis(300), scaled.connect());
    assertEquals(Duration.ofMillis(900), scaled.writeIdle());
    assertEquals(Duration.ofMillis(1_800), scaled.answer());
    assertEquals(Duration.ofMillis(900), scaled.readIdle());
    assertEquals(Duration.ofMillis(3_600), scaled.reply());
    assertThrows(IllegalArgumentException.class, () -> Timeouts.DEFAULT.scaledTo(0));
  }

  @Test
  void givesUp_whenNothingIsAnswered() throws Exception {
    try (RawServer server = new RawServer(TimeoutsTest::waitForHangUp)) {
      assertSoon(() -> get(server, new Timeouts(LONG, LONG, SHORT, LONG, LONG)));
    }
  }

  @Test
  void givesUp_whenTheReplyStops() throws Exception {
    try (RawServer server =
        new RawServer(
            socket -> {
              say(socket, HEAD + "x");
              waitForHangUp(socket);
            })) {
      assertSoon(() -> get(server, new Timeouts(LONG, LONG, LONG, SHORT, LONG)));
    }
  }

  @Test
  void givesUp_whenTheReplyTrickles() throws Exception {
    try (RawServer server =
        new RawServer(
            socket -> {
              say(socket, HEAD);
              trickle(socket.getOutputStream());
            })) {
      assertSoon(() -> get(server, new Timeouts(LONG, LONG, LONG, LONG, SHORT)));
    }
  }

  @Test
  void givesUp_whenTheHeadOfTheReplyTrickles() throws Exception {
    try (RawServer server =
        new RawServer(
            socket -> {
              say(socket, "HTTP/1.1 200 OK\r\nX-Long: ");
              trickle(socket.getOutputStream());
            })) {
      assertSoon(() -> get(server, new Timeouts(LONG, LONG, LONG, LONG, SHORT)));
    }
  }

  @Test
  void givesUp_whenTheServerTakesNoMoreBytes() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    try (RawServer server = new RawServer(socket -> await(done, LONG))) {
      assertSoon(() -> put(server, 50_000_000, new Timeouts(LONG, SHORT, LONG, LONG, LONG)));
    } finally {
      done.countDown();
    }
  }

  @Test
  void givesUp_whenNoConnectionIsMade() throws Exception {
    List<SocketChannel> waiting = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // Nobody accepts: the queue is full after two, and further connections are not answered.
      for (int i = 0; i < 8; i++) {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.connect(new InetSocketAddress(full.getInetAddress(), full.getLocalPort()));
        waiting.add(channel);
      }
      Request request =
          new Request.Builder().url("http://127.0.0.1:" + full.getLocalPort()).build();
      assertSoon(() -> send(request, new Timeouts(SHORT, LONG, LONG, LONG, LONG)));
    } finally {
      for (SocketChannel channel : waiting) {
        channel.close();
      }
    }
  }

  @Test
  void doesNotCutOff_whatMoves_howeverLongItTakes() throws Exception {
    Tries.oneOfThree(this::sendsSlowly);
  }

  private void sendsSlowly() throws Exception {
    int size = 9_000_000;
    try (RawServer server =
        new RawServer(
            socket -> {
              readSlowly(socket, size);
              say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
            })) {
      long before = System.nanoTime();
      Duration idle = Duration.ofSeconds(2);
      assertEquals(200, put(server, size, new Timeouts(LONG, idle, idle, idle, LONG)).status());
      long took = System.nanoTime() - before;
      assertTrue(took > idle.toNanos(), "no slower than the time-out: " + took);
    }
  }

  private static void readSlowly(Socket socket, long size) throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    InputStream in = socket.getInputStream();
    byte[] piece = new byte[100_000];
    for (long read = 0; read < size; ) {
      int n = in.readNBytes(piece, 0, (int) Math.min(piece.length, size - read));
      if (n == 0) {
        throw new IOException("cut off after " + read);
      }
      read += n;
      await(never, Duration.ofMillis(40));
    }
  }

  /** Goes on for twice as long as {@link #assertSoon} allows, or until the client goes away. */
  private static void trickle(OutputStream out) throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    for (int i = 0; i < 6_000; i++) {
      out.write('x');
      out.flush();
      await(never, Duration.ofMillis(20));
    }
  }

  private static void waitForHangUp(Socket socket) throws IOException {
    while (socket.getInputStream().read() >= 0) {}
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  private static void await(CountDownLatch latch, Duration time) {
    try {
      latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private HttpReply put(RawServer server, long size, Timeouts timeouts) throws Exception {
    Path file = folder.resolve("large");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(size);
    }
    Pace pace = new Pace(1, OptionalLong.empty(), Clock.systemUTC());
    FileBody body =
        new FileBody(
            new StampedFile(file, FileStat.of(file).stamp()), MediaType.get("image/png"), pace);
    return send(new Request.Builder().url(server.url()).put(body).build(), timeouts);
  }

  private static HttpReply get(RawServer server, Timeouts timeouts) throws Exception {
    return send(new Request.Builder().url(server.url()).build(), timeouts);
  }

  private static HttpReply send(Request request, Timeouts timeouts) throws Exception {
    Network network = new Network(Optional.empty(), ProxyExceptions.NONE, List.of(), timeouts);
    try (HttpClients clients = new HttpClients("9", 1, Thread::new, true, network)) {
      return clients.api().send(request, LONG.multipliedBy(10));
    }
  }

  /** Fails as a call does, long before any other time-out. */
  private static void assertSoon(org.junit.jupiter.api.function.Executable call) {
    long before = System.nanoTime();
    assertThrows(IOException.class, call);
    long took = System.nanoTime() - before;
    assertTrue(took < 60_000_000_000L, "took " + took + " ns");
    assertTrue(took > SHORT.toNanos() / 2, "gave up after " + took + " ns");
  }
}
