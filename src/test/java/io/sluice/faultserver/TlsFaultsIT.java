package io.sluice.faultserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.event.IngestEvent;
import io.sluice.event.IngestListener;
import io.sluice.http.ServerCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Connections that are not secure: nothing is told to them. Each run waits 15 s for a better one.
 */
@Execution(ExecutionMode.CONCURRENT)
final class TlsFaultsIT {
  private static final ParallelCases CASES = new ParallelCases(5);

  @TempDir static Path directory;

  @AfterAll
  static void end() {
    CASES.close();
  }

  @TestFactory
  Stream<DynamicTest> keyIsNotTold_whenTheConnectionIsNotSecure() throws Exception {
    ServerCertificate good = ServerCertificate.of(directory, "IP:127.0.0.1");
    ServerCertificate expired = ServerCertificate.expired(directory, "IP:127.0.0.1");
    ServerCertificate otherHost = ServerCertificate.of(directory, "DNS:other.example.test");
    return Stream.of(
        CASES.started("nobody vouches for it", () -> refused(tls(good), "ca-file")),
        CASES.started("expired", () -> refused(tls(expired), "expired", trusting(expired))),
        CASES.started(
            "another host's", () -> refused(tls(otherHost), "another host", trusting(otherHost))),
        CASES.started(
            "no TLS at all", () -> refused(ServerSocketFactory.getDefault(), "no secure")),
        CASES.started("a good one is told the key", () -> told(tls(good), trusting(good))));
  }

  private static ServerSocketFactory tls(ServerCertificate certificate) throws Exception {
    return certificate.context().getServerSocketFactory();
  }

  private static String[] trusting(ServerCertificate certificate) throws Exception {
    Path file = Files.createTempFile(directory, "authority", ".pem");
    Files.writeString(file, certificate.pem());
    return new String[] {"ca-file: " + file};
  }

  private static void refused(ServerSocketFactory sockets, String words, String... network)
      throws Exception {
    try (TlsServer server = new TlsServer(sockets)) {
      // The last try may have met its time-out, on a machine that stood still.
      Queue<String> reasons = new ConcurrentLinkedQueue<>();
      SyncEnd end =
          sync(
              server,
              event -> {
                if (event instanceof IngestEvent.TargetChanged changed) {
                  reasons.add(changed.reason());
                }
              },
              network);
      assertEquals(75, end.code(), end::toString);
      reasons.addAll(end.undone());
      assertTrue(reasons.toString().contains(words), reasons::toString);
      for (String arrival : server.arrivals()) {
        // Where there is no TLS, the client's part of a handshake.
        assertEquals('\u0016', arrival.charAt(0), arrival);
        assertEquals(List.of(), Secrets.within("what was sent", arrival));
      }
    }
  }

  private static void told(ServerSocketFactory sockets, String... network) throws Exception {
    try (TlsServer server = new TlsServer(sockets)) {
      SyncEnd end = sync(server, event -> {}, network);
      assertEquals(5, end.code(), end::toString);
      assertTrue(server.arrivals().get(0).contains(Platform.KEY), "the key is told to nobody");
    }
  }

  private static SyncEnd sync(TlsServer server, IngestListener events, String... network)
      throws Exception {
    FaultSite site = new FaultSite(Files.createTempDirectory(directory, "case"));
    return site.file("stop/1.png", 0).sync(server.url(), events, network);
  }
}
