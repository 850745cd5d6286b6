package io.sluice.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Request;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class TrustTest {
  private static final String HERE = "IP:127.0.0.1";

  @TempDir static Path folder;
  private static ServerCertificate own;
  private static ServerCertificate other;

  @BeforeAll
  static void makeCertificates() throws Exception {
    own = ServerCertificate.of(folder, HERE);
    other = ServerCertificate.of(folder, HERE);
  }

  @Test
  void connects_whereACertificateIsAdded() throws Exception {
    try (MockWebServer server = server(own)) {
      assertEquals(200, send(server, other.certificate(), own.certificate()));
      assertEquals("the-key", server.takeRequest().getHeaders().get("X-API-Key"));
    }
  }

  @Test
  void sendsNothing_whereNobodyVouches() throws Exception {
    assertEquals(
        "no authority that this machine trusts vouches for its certificate; if it is your own"
            + " server or proxy, name the certificate of its authority with ca-file",
        refused(own));
    assertEquals(refused(own), refused(own, other.certificate()));
  }

  @Test
  void sendsNothing_whenTheCertificateHasExpired_evenIfItIsAdded() throws Exception {
    ServerCertificate expired = ServerCertificate.expired(folder, HERE);
    String said = refused(expired, expired.certificate());
    assertTrue(said.startsWith("its certificate has expired"), said);
  }

  @Test
  void sendsNothing_whenTheCertificateIsNotValidYet() throws Exception {
    ServerCertificate early = ServerCertificate.of(folder, HERE, "-startdate", "+2d");
    String said = refused(early, early.certificate());
    assertTrue(said.startsWith("its certificate is not valid yet"), said);
  }

  @Test
  void sendsNothing_toAnotherHost() throws Exception {
    ServerCertificate wrong = ServerCertificate.of(folder, "DNS:other.example.test");
    String said = refused(wrong, wrong.certificate());
    assertTrue(said.startsWith("its certificate is for another host"), said);
  }

  @Test
  void saysNoMoreThanItKnows_whereTheServerSpeaksNoTls() throws Exception {
    try (RawServer server = RawServer.saying("HTTP/1.1 200 OK\r\n\r\n")) {
      SSLException e =
          assertThrows(
              SSLException.class, () -> send(server.url().replace("http:", "https:"), List.of()));
      String said = TlsTrouble.explain(e);
      assertTrue(said.startsWith("TLS or its certificate failed: "), said);
      assertTrue(server.heads().stream().noneMatch(head -> head.contains("the-key")));
    }
  }

  @Test
  void keepsTheSystemsAuthorities() throws Exception {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    Set<X509Certificate> expected =
        new HashSet<>(
            Arrays.asList(((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers()));
    assertTrue(expected.size() > 10, "few authorities: " + expected.size());
    expected.add(own.certificate());
    Trust trust = new Trust(List.of(own.certificate()));
    assertEquals(expected, new HashSet<>(Arrays.asList(trust.manager().getAcceptedIssuers())));
  }

  private static MockWebServer server(ServerCertificate certificate) throws Exception {
    MockWebServer server = new MockWebServer();
    server.useHttps(certificate.context().getSocketFactory());
    server.start(InetAddress.getLoopbackAddress(), 0);
    server.enqueue(new MockResponse.Builder().code(200).build());
    return server;
  }

  private static String refused(ServerCertificate certificate, X509Certificate... trusted)
      throws Exception {
    try (MockWebServer server = server(certificate)) {
      SSLException e = assertThrows(SSLException.class, () -> send(server, trusted));
      assertEquals(0, server.getRequestCount());
      return TlsTrouble.explain(e);
    }
  }

  private static int send(MockWebServer server, X509Certificate... trusted) throws Exception {
    return send("https://127.0.0.1:" + server.getPort() + "/", List.of(trusted));
  }

  private static int send(String url, List<X509Certificate> trusted) throws Exception {
    Network network = new Network(Optional.empty(), trusted);
    try (HttpClients clients = new HttpClients("9", 1, Thread::new, false, network)) {
      Request request = new Request.Builder().url(url).header("X-API-Key", "the-key").build();
      return clients.api().send(request, Duration.ofSeconds(20)).status();
    }
  }
}
