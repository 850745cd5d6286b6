package io.sluice.target.pictograph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.http.Network;
import io.sluice.http.RawServer;
import io.sluice.pace.Pace;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictographTlsTest {
  private static final String PASSWORD = "not-a-secret";

  @TempDir Path folder;

  @Test
  void sendsNoKey_toAServerThatNobodyVouchesFor() throws Exception {
    try (MockWebServer server = new MockWebServer()) {
      server.useHttps(selfSigned().getSocketFactory());
      server.start(InetAddress.getLoopbackAddress(), 0);
      TargetException failure = check("https://127.0.0.1:" + server.getPort());
      assertEquals(Kind.UNREACHABLE, failure.kind());
      assertTrue(failure.getMessage().contains("certificate"), failure.getMessage());
      assertEquals(0, server.getRequestCount());
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

  private static TargetException check(String url) {
    Clock clock = Clock.systemUTC();
    try (PictographTarget target =
        PictographTarget.create(
            new PictographSettings("t", URI.create(url), 1, "test", false, false),
            Network.DIRECT,
            () -> FakePictograph.KEY,
            file -> Optional.empty(),
            new Pace(100, OptionalLong.empty(), clock),
            clock,
            Thread::new)) {
      return assertThrows(TargetException.class, target::check);
    }
  }

  private SSLContext selfSigned() throws Exception {
    Path store = folder.resolve("server.p12");
    keytool(store);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static void keytool(Path store) throws IOException, InterruptedException {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                tool.toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "SAN=IP:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    assertEquals(0, process.waitFor());
  }
}
