package io.sluice.faultserver;

import static org.awaitility.Awaitility.await;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A platform and its storage on one port, with faults as a script has them. */
final class FaultServer implements AutoCloseable {
  /** Small, so that a client soon notices that nobody reads. */
  private static final int RECEIVE_BUFFER_BYTES = 16 << 10;

  private final Platform platform;
  private final Script script;
  private final Journal journal;
  private final ServerSocket listening = new ServerSocket();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger underWay = new AtomicInteger();
  private final Exchange.Places places;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "fault-server");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param other the address that redirects to another host have
   */
  FaultServer(Platform platform, Script script, Journal journal, String other) throws IOException {
    this.platform = platform;
    this.script = script;
    this.journal = journal;
    listening.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    this.places = new Exchange.Places("http://127.0.0.1:" + listening.getLocalPort(), other);
    threads.execute(this::accept);
  }

  String url() {
    return places.own();
  }

  Store store() {
    return platform.store();
  }

  Journal journal() {
    return journal;
  }

  /** Waits until nothing is being answered, so that the journal tells all. */
  void awaitQuiet() {
    await("requests to end").atMost(Duration.ofSeconds(30)).until(() -> underWay.get() == 0);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        open.add(socket);
        threads.execute(() -> serve(socket));
      } catch (IOException e) {
        // Closed: the loop's condition tells.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      AtomicBoolean tooLong = new AtomicBoolean();
      Optional<WireRequest> request = WireRequest.read(in);
      while (request.isPresent() && answer(socket, in, request.get(), tooLong)) {
        request = WireRequest.read(in);
      }
    } catch (IOException e) {
      // The client hung up, or was hung up on.
    } finally {
      open.remove(socket);
    }
  }

  /**
   * @param tooLong whether an answer on this connection was longer than it had said
   */
  private boolean answer(Socket socket, InputStream in, WireRequest request, AtomicBoolean tooLong)
      throws IOException {
    underWay.incrementAndGet();
    try {
      Exchange exchange = new Exchange(socket, in, request, platform, places);
      if (tooLong.get()) {
        exchange.followsTooLongAnswer();
      }
      Optional<Fault> fault = script.next(request, exchange.paths());
      tooLong.compareAndSet(false, fault.filter(ReplyFaults::saysTooShortALength).isPresent());
      try {
        if (fault.isPresent()) {
          fault.get().play().on(exchange);
        } else {
          exchange.send(exchange.act());
        }
      } finally {
        journal.add(exchange.entry(fault.map(Fault::label).orElse("")));
      }
      return exchange.goesOn();
    } finally {
      underWay.decrementAndGet();
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
    threads.shutdownNow();
    journal.close();
  }
}
