package io.sluice.target.pictograph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.http.Network;
import io.sluice.http.ProxyServer;
import io.sluice.http.RawServer;
import io.sluice.http.ServerCertificate;
import io.sluice.http.SmallProxy;
import io.sluice.pace.Pace;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class PictographTlsTest {
  @TempDir Path folder;

  @Test
  void sendsNoKey_toAServerThatNobodyVouchesFor() throws Exception {
    ServerCertificate certificate = ServerCertificate.of(folder, "IP:127.0.0.1");
    try (MockWebServer server = new MockWebServer()) {
      server.useHttps(certificate.context().getSocketFactory());
      server.start(InetAddress.getLoopbackAddress(), 0);
      TargetException failure = check("https://127.0.0.1:" + server.getPort());
      assertEquals(Kind.UNREACHABLE, failure.kind());
      assertTrue(failure.getMessage().endsWith("with ca-file"), failure.getMessage());
      assertEquals(0, server.getRequestCount());
      server.enqueue(
          new MockResponse.Builder().code(200).body("{\"organization\":{\"name\":\"x\"}}").build());
      Network network = new Network(Optional.empty(), List.of(certificate.certificate()));
      try (PictographTarget target = target(network, "https://127.0.0.1:" + server.getPort())) {
        assertEquals("organisation x", target.check());
      }
    }
  }

  @Test
  void doesNotFallBackToPlainHttp() throws Exception {
    try (RawServer server = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
      TargetException failure = check(server.url().replace("http:", "https:"));
      assertEquals(Kind.UNREACHABLE, failure.kind());
      assertTrue(failure.getMessage().contains("TLS"), failure.getMessage());
      assertTrue(server.heads().stream().noneMatch(head -> head.contains("X-API-Key")));
    }
  }

  @Test
  void isUnreachable_whenTheHostIsNotKnown() {
    TargetException failure = check("https://no-such-host.invalid");
    assertEquals(Kind.UNREACHABLE, failure.kind());
    assertTrue(failure.getMessage().contains("no-such-host.invalid"), failure.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.pictograph.io",
        "http://localhost.evil.test",
        "http://127.0.0.1.nip.io",
        "http://10.0.0.1",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "//127.0.0.1",
        "https://user:canary@api.pictograph.io",
        "https://api.pictograph.io/?key=canary"
      })
  void refusesAUrl_thatKeysDoNotGoTo(String url) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new PictographSettings("t", URI.create(url), 1, "test", false, false));
    assertTrue(!refused.getMessage().contains("canary"), refused.getMessage());
  }

  @Test
  void saysThatTheProxyIsClosed_refusedOrUnreachable() throws Exception {
    int port;
    try (SmallProxy proxy = new SmallProxy(1).askingFor("u", "canary")) {
      port = proxy.port();
      TargetException login = throughProxy(port, "https://api.example.test");
      assertEquals(Kind.REFUSED, login.kind());
      assertTrue(login.getMessage().contains("asks for a user and a password"), "" + login);
    }
    TargetException gone = throughProxy(port, "https://api.example.test");
    assertEquals(Kind.UNREACHABLE, gone.kind());
    assertEquals("the proxy http://127.0.0.1:" + port + " cannot be reached", gone.getMessage());
  }

  private static TargetException throughProxy(int port, String url) {
    Network network =
        new Network(Optional.of(new ProxyServer("127.0.0.1", port, Optional.empty())), List.of());
    try (PictographTarget target = target(network, url)) {
      return assertThrows(TargetException.class, target::check);
    }
  }

  private static TargetException check(String url) {
    try (PictographTarget target = target(Network.DIRECT, url)) {
      return assertThrows(TargetException.class, target::check);
    }
  }

  private static PictographTarget target(Network network, String url) {
    Clock clock = Clock.systemUTC();
    return PictographTarget.create(
        new PictographSettings("t", URI.create(url), 1, "test", false, false),
        network,
        () -> FakePictograph.KEY,
        file -> Optional.empty(),
        new Pace(100, OptionalLong.empty(), clock),
        clock,
        Thread::new);
  }
}
