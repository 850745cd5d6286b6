package io.sluice.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real requests through a real proxy. */
class ProxyTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String HOST = "api.example.test";

  @TempDir static Path folder;
  private static ServerCertificate certificate;

  private final MockWebServer server = new MockWebServer();
  private SmallProxy proxy;

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = ServerCertificate.of(folder, "DNS:" + HOST + ",DNS:storage.example.test");
  }

  @BeforeEach
  void start() throws Exception {
    server.useHttps(certificate.context().getSocketFactory());
    server.start(InetAddress.getLoopbackAddress(), 0);
    server.enqueue(new MockResponse.Builder().code(200).body("{}").build());
    proxy = new SmallProxy(server.getPort());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    server.close();
  }

  @Test
  void https_goesThroughATunnel_forApiAndStorage() throws Exception {
    server.enqueue(new MockResponse.Builder().code(201).build());
    try (HttpClients clients = clients(login("u", "canary"), "")) {
      assertEquals(200, clients.api().send(to("https://" + HOST + "/x"), LIMIT).status());
      assertEquals(
          201, clients.storage().send(to("https://storage.example.test:99/y"), LIMIT).status());
    }
    assertTrue(proxy.heads().get(0).startsWith("CONNECT " + HOST + ":443 "), proxy.heads().get(0));
    assertTrue(proxy.heads().get(1).startsWith("CONNECT storage.example.test:99 "));
    assertFalse(proxy.heads().toString().contains("X-API-Key"), "the proxy saw the key");
    RecordedRequest request = server.takeRequest();
    assertEquals("/x", request.getUrl().encodedPath());
    assertEquals("the-key", request.getHeaders().get("X-API-Key"));
    assertEquals(null, request.getHeaders().get("Proxy-Authorization"));
  }

  @Test
  void givesTheLogin_whereTheProxyAsksForIt() throws Exception {
    proxy.askingFor("sluice", "canary");
    try (HttpClients clients = clients(login("sluice", "canary"), "")) {
      assertEquals(200, clients.api().send(to("https://" + HOST + "/"), LIMIT).status());
    }
  }

  @Test
  void saysThatALoginIsWanted_orThatItIsWrong_andShowsNone() throws Exception {
    proxy.askingFor("sluice", "right");
    ProxyException none = refused(Optional.empty(), "https://" + HOST + "/");
    assertTrue(none.isAboutLogin());
    assertEquals(
        shown()
            + " asks for a user and a password; give them as"
            + " proxy: http://${PROXY_USER}:${PROXY_PASSWORD}@host:port",
        none.getMessage());
    ProxyException wrong = refused(login("sluice", "canary"), "https://" + HOST + "/");
    assertTrue(wrong.isAboutLogin());
    assertTrue(wrong.getMessage().startsWith(shown() + " does not take the user"), "" + wrong);
    for (Throwable t = wrong; t != null; t = t.getCause()) {
      assertFalse(t.toString().contains("canary") || t.toString().contains("sluice:"), "" + t);
    }
    assertFalse(login("sluice", "canary").toString().contains("canary"));
    assertEquals(0, server.getRequestCount());
  }

  @Test
  void plainHttp_isHandedToTheProxy_onlyWhereTheUserAcceptsIt() throws Exception {
    try (RawServer plain = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        SmallProxy plainProxy =
            new SmallProxy(URI.create(plain.url()).getPort()).askingFor("u", "canary")) {
      Network network = network(plainProxy, login("u", "canary"), "");
      try (HttpClients clients = new HttpClients("9", 1, Thread::new, true, network)) {
        assertEquals(200, clients.api().send(to("http://" + HOST + "/x"), LIMIT).status());
      }
      assertTrue(plainProxy.heads().get(0).startsWith("GET http://" + HOST + "/x HTTP/1.1"));
      try (HttpClients clients = new HttpClients("9", 1, Thread::new, false, network)) {
        assertThrows(
            ForbiddenAddressException.class,
            () -> clients.api().send(to("http://" + HOST + "/x"), LIMIT));
      }
      assertEquals(1, plainProxy.heads().size());
    }
  }

  @Test
  void loopback_neverGoesThroughIt() throws Exception {
    try (RawServer here = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        HttpClients clients = clients(Optional.empty(), "")) {
      assertEquals(200, clients.api().send(to(here.url()), LIMIT).status());
      assertEquals(
          200,
          clients.api().send(to(here.url().replace("127.0.0.1", "localhost")), LIMIT).status());
    }
    assertEquals(List.of(), proxy.heads());
  }

  @Test
  void exceptions_areReachedDirectly() throws Exception {
    InetAddress outside = AddressRangeTest.ownOutsideAddress();
    try (ServerSocket listening = new ServerSocket(0, 5, outside)) {
      String url = "https://" + outside.getHostAddress() + ":" + listening.getLocalPort() + "/";
      Thread hangUp = new Thread(() -> acceptOne(listening));
      hangUp.start();
      try (HttpClients clients = clients(Optional.empty(), outside.getHostAddress() + "/24")) {
        assertThrows(IOException.class, () -> clients.api().send(to(url), LIMIT));
      }
      hangUp.join();
      assertEquals(List.of(), proxy.heads());
      try (HttpClients clients = clients(Optional.empty(), "other.example")) {
        assertThrows(IOException.class, () -> clients.api().send(to(url), LIMIT));
      }
      assertEquals(1, proxy.heads().size());
    }
  }

  @Test
  void storage_thatIsAnInnerHost_isRefused_whenItIsReachedDirectly() throws Exception {
    InetAddress outside = AddressRangeTest.ownOutsideAddress();
    try (ServerSocket listening = new ServerSocket(0, 5, outside);
        HttpClients clients =
            new HttpClients(
                "9",
                1,
                Thread::new,
                true,
                network(
                    proxy,
                    Optional.empty(),
                    "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 " + outside.getHostAddress()))) {
      clients.api().send(to("https://" + HOST + "/x"), LIMIT);
      String url = "http://" + outside.getHostAddress() + ":" + listening.getLocalPort() + "/";
      if (AddressRange.of(outside) == AddressRange.PRIVATE) {
        assertThrows(ForbiddenAddressException.class, () -> clients.storage().send(to(url), LIMIT));
      }
    }
  }

  @Test
  void saysThatTheProxyIsToBlame_whenItIs() throws Exception {
    proxy.refusing("403 Forbidden");
    ProxyException forbidden = refused(Optional.empty(), "https://" + HOST + "/");
    assertFalse(forbidden.isAboutLogin());
    assertEquals(shown() + " does not connect to " + HOST + " (HTTP 403)", forbidden.getMessage());
    proxy.close();
    ProxyException gone = refused(Optional.empty(), "https://" + HOST + "/");
    assertEquals(shown() + " cannot be reached", gone.getMessage());
    Network unknown =
        new Network(
            Optional.of(new ProxyServer("no-such-proxy.invalid", 3128, Optional.empty())),
            List.of());
    try (HttpClients clients = new HttpClients("9", 1, Thread::new, false, unknown)) {
      ProxyException e =
          assertThrows(
              ProxyException.class, () -> clients.api().send(to("https://" + HOST + "/"), LIMIT));
      assertEquals(
          "the name of the proxy http://no-such-proxy.invalid:3128 is not known", e.getMessage());
    }
  }

  @Test
  void looksAtTheCertificate_throughTheTunnelToo() throws Exception {
    Network strict =
        new Network(
            Optional.of(new ProxyServer("127.0.0.1", proxy.port(), Optional.empty())), List.of());
    try (HttpClients clients = new HttpClients("9", 1, Thread::new, false, strict)) {
      assertThrows(
          SSLException.class, () -> clients.api().send(to("https://" + HOST + "/"), LIMIT));
    }
    assertEquals(0, server.getRequestCount());
  }

  private ProxyException refused(Optional<ProxyLogin> login, String url) throws Exception {
    try (HttpClients clients = clients(login, "")) {
      return assertThrows(ProxyException.class, () -> clients.api().send(to(url), LIMIT));
    }
  }

  private HttpClients clients(Optional<ProxyLogin> login, String exceptions) throws Exception {
    return new HttpClients("9", 2, Thread::new, false, network(proxy, login, exceptions));
  }

  private static Network network(SmallProxy through, Optional<ProxyLogin> login, String exceptions)
      throws Exception {
    return new Network(
        Optional.of(new ProxyServer("127.0.0.1", through.port(), login)),
        ProxyExceptions.parse(exceptions),
        List.of(certificate.certificate()),
        Timeouts.DEFAULT);
  }

  private static Optional<ProxyLogin> login(String user, String password) {
    return Optional.of(new ProxyLogin(user, password));
  }

  private String shown() {
    return "the proxy http://127.0.0.1:" + proxy.port();
  }

  private static Request to(String url) {
    return new Request.Builder().url(url).header("X-API-Key", "the-key").build();
  }

  private static void acceptOne(ServerSocket listening) {
    try {
      listening.accept().close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
