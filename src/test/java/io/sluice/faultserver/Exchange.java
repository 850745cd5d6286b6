package io.sluice.faultserver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** One request and its answer, for whoever answers it. Used by one thread. */
final class Exchange {
  private static final int LONGEST_HOLD_MS = 120_000;

  private final Socket socket;
  private final InputStream in;
  private final WireRequest request;
  private final Platform platform;
  private final Places places;
  private final long arrivedNanos = System.nanoTime();
  private long answeredNanos = arrivedNanos;
  private byte[] body;
  private long bodyBytes;
  private int status;
  private Duration pause = Duration.ZERO;
  private List<String> committed = List.of();
  private boolean over;
  private boolean unheard;

  /**
   * Addresses of servers.
   *
   * @param own this one
   * @param other another host, that nothing may reach
   */
  record Places(String own, String other) {}

  Exchange(Socket socket, InputStream in, WireRequest request, Platform platform, Places places)
      throws IOException {
    this.socket = socket;
    this.in = in;
    this.request = request;
    this.platform = platform;
    this.places = places;
    if (request.step() != Step.TRANSFER) {
      body();
    }
  }

  WireRequest request() {
    return request;
  }

  Places places() {
    return places;
  }

  /** The images that it is about. */
  List<String> paths() {
    return platform.paths(request, body == null ? new byte[0] : body);
  }

  /** The whole body. */
  byte[] body() throws IOException {
    if (body == null) {
      body = readBody(request.contentLength());
      if (body.length < request.contentLength()) {
        throw new IOException("the client hung up after " + body.length + " bytes");
      }
    }
    return body;
  }

  /** The first half of a body that was not read yet. */
  void readHalf() throws IOException {
    if (body == null) {
      readBody(request.contentLength() / 2);
    }
  }

  private byte[] readBody(int length) throws IOException {
    byte[] read = in.readNBytes(length);
    bodyBytes += read.length;
    return read;
  }

  /** Does what was asked. */
  Reply act() throws IOException {
    return actOn(body());
  }

  /** Does what was asked, as if the body had been another. */
  Reply actOn(byte[] other) throws IOException {
    body();
    Platform.Answer answer = platform.act(places.own(), request, other);
    committed = answer.committed();
    return answer.reply();
  }

  /** The bytes of this file, of an earlier time too, are not there. */
  void lose() {
    paths().forEach(platform.store()::lose);
  }

  /** The platform keeps other bytes than were sent, and nobody is told. */
  void spoil() {
    paths().forEach(platform.store()::spoil);
  }

  /** That the answer asks for a wait; none, where the client cannot hear of it. */
  void asksFor(Duration wait) {
    pause = wait;
  }

  /** The client takes the rest of an earlier answer for the beginning of this one. */
  void followsTooLongAnswer() {
    unheard = true;
  }

  void send(Reply reply) throws IOException {
    status = reply.status();
    if (!pause.isZero() && (unheard || hasHungUp())) {
      pause = Duration.ZERO;
    }
    write(reply.bytes());
  }

  /** Whether the client has ended the connection; it says nothing before it has an answer. */
  private boolean hasHungUp() throws IOException {
    int timeout = socket.getSoTimeout();
    try {
      socket.setSoTimeout(1);
      return in.read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    } finally {
      socket.setSoTimeout(timeout);
    }
  }

  void write(String text) throws IOException {
    write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  void write(byte[] bytes) throws IOException {
    answeredNanos = System.nanoTime();
    OutputStream out = socket.getOutputStream();
    out.write(bytes);
    out.flush();
  }

  /** What was said before counts, of which the client may have heard long ago. */
  private void answered() {
    if (answeredNanos == 0) {
      answeredNanos = System.nanoTime();
    }
  }

  /** Ends the connection as a crash does. */
  void reset() throws IOException {
    over = true;
    answered();
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Ends the connection in order. */
  void hangUp() throws IOException {
    over = true;
    answered();
    socket.shutdownOutput();
    drain();
  }

  /** Says nothing more until the client goes away. */
  void hold() throws IOException {
    over = true;
    answered();
    drain();
  }

  /** Reads nothing for a while, and then ends the connection. */
  void stopReading(Duration time) throws IOException {
    answeredNanos = System.nanoTime();
    standStill(time);
    reset();
  }

  /** Does nothing. */
  void standStill(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void drain() throws IOException {
    socket.setSoTimeout(LONGEST_HOLD_MS);
    byte[] rest = new byte[8192];
    while (in.read(rest) >= 0) {}
    socket.close();
  }

  /** Whether the connection can be used on. */
  boolean goesOn() {
    return !over && body != null && !socket.isClosed();
  }

  Journal.Entry entry(String fault) {
    return new Journal.Entry(
        arrivedNanos,
        answeredNanos,
        request.step(),
        paths(),
        bodyBytes,
        request.headers().containsKey("x-api-key"),
        fault,
        status,
        pause,
        committed);
  }
}
