package io.sluice.datasetserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sluice.datasetserver.DatasetServerException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

@Isolated("counts the threads of the whole process")
class DatasetServerTest {
  @TempDir Path directory;

  private DatasetServer start(Path data, int port) throws DatasetServerException {
    return DatasetServer.start(
        new DatasetServerSettings(data, port), Thread::new, Clock.systemUTC());
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void makesDirectoryAndKey_readableByOwnerAlone() throws Exception {
    Path data = directory.resolve("a/b");
    try (DatasetServer server = start(data, 0)) {
      assertEquals(data.toRealPath().resolve("api-key"), server.keyFile());
      assertTrue(server.apiKey().matches("pk_live_[A-Za-z0-9_-]{43}"), "form of the key");
      assertEquals(server.apiKey(), Files.readString(server.keyFile()).strip());
      assertEquals("rw-------", mode(server.keyFile()));
      assertEquals("rwx------", mode(data));
      for (String file : List.of("server.db", "server.db-wal", "server.db-shm", "lock")) {
        assertEquals("rw-------", mode(data.resolve(file)), file);
      }
      byte[] database = Files.readAllBytes(data.resolve("server.db-wal"));
      assertFalse(
          new String(database, StandardCharsets.ISO_8859_1).contains(server.apiKey()),
          "the database holds only the digest of the key");
      assertEquals(URI.create("http://127.0.0.1:" + server.port()), server.uri());
      assertTrue(server.usableBytes() > 0);
    }
  }

  @Test
  void takesNewKey_whenKeyFileWasRemoved() throws Exception {
    String old;
    try (DatasetServer server = start(directory, 0)) {
      old = server.apiKey();
    }
    Files.delete(directory.resolve("api-key"));
    try (DatasetServerFixture sluice = new DatasetServerFixture(directory)) {
      assertNotEquals(old, sluice.server.apiKey());
      assertEquals(200, sluice.get("/organizations/me").statusCode());
      var request =
          java.net.http.HttpRequest.newBuilder(
              sluice.uri(DatasetServerFixture.API + "/organizations/me"));
      assertEquals(401, sluice.send(request.header("X-API-Key", old)).statusCode());
    }
  }

  @Test
  void refusesKeyFile_thatOthersCanReadOrThatIsNone() throws Exception {
    start(directory, 0).close();
    Path key = directory.resolve("api-key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    DatasetServerException loose = assertThrows(DatasetServerException.class, this::startHere);
    assertEquals(Kind.DATA_DIR_UNUSABLE, loose.kind());
    assertTrue(loose.getMessage().contains("chmod 600"), loose.getMessage());
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(key, "secret canary");
    DatasetServerException none = assertThrows(DatasetServerException.class, this::startHere);
    assertEquals(Kind.DATA_DIR_UNUSABLE, none.kind());
    assertFalse(none.getMessage().contains("canary"), none.getMessage());
  }

  private void startHere() throws DatasetServerException {
    start(directory, 0).close();
  }

  @Test
  void refusesSecondServer_andLetsNextOneInAfterClose() throws Exception {
    Path link = directory.resolveSibling(directory.getFileName() + "-link");
    Files.createSymbolicLink(link, directory);
    try (DatasetServer first = start(directory, 0)) {
      for (Path path : List.of(directory, link)) {
        DatasetServerException refused =
            assertThrows(DatasetServerException.class, () -> start(path, 0));
        assertEquals(Kind.DATA_DIR_LOCKED, refused.kind());
        assertTrue(
            refused.getMessage().contains(directory.toRealPath().toString()), refused.getMessage());
      }
      assertTrue(first.port() > 0);
    } finally {
      Files.delete(link);
    }
    startHere();
  }

  @Test
  void refusesServerOfAnotherProcess() throws Exception {
    try (DatasetServer first = start(directory, 0)) {
      assertThrows(DatasetServerException.class, this::startHere);
      String locker =
          """
          import java.nio.channels.*; import java.nio.file.*;
          class Lock { public static void main(String[] a) throws Exception {
            System.exit(FileChannel.open(Path.of(a[0]), StandardOpenOption.WRITE).tryLock() == null
              ? 7 : 0); } }""";
      Path source = Files.writeString(directory.resolveSibling("Lock.java"), locker);
      Process other =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  source.toString(),
                  directory.resolve("lock").toString())
              .inheritIO()
              .start();
      assertEquals(7, other.waitFor(), "the lock is held after a refused second start");
      assertTrue(first.port() > 0);
    }
  }

  @Test
  void namesPort_whenItIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      DatasetServerException refused =
          assertThrows(DatasetServerException.class, () -> start(directory, taken.getLocalPort()));
      assertEquals(Kind.PORT_IN_USE, refused.kind());
      assertTrue(refused.getMessage().contains(":" + taken.getLocalPort()), refused.getMessage());
    }
    startHere();
  }

  @Test
  void saysWhatIsWrong_whenDirectoryIsUnusable() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "");
    for (Path path : List.of(file, file.resolve("below"))) {
      DatasetServerException refused =
          assertThrows(DatasetServerException.class, () -> start(path, 0));
      assertEquals(Kind.DATA_DIR_UNUSABLE, refused.kind());
      assertTrue(refused.getMessage().contains(path.toString()), refused.getMessage());
    }
    Files.writeString(directory.resolve("server.db"), "this is no database at all, sorry");
    DatasetServerException broken = assertThrows(DatasetServerException.class, this::startHere);
    assertEquals(Kind.DATA_DIR_UNUSABLE, broken.kind());
  }

  @Test
  void usesOnlyThreadsOfTheFactory_andEndsThemAll() throws Exception {
    Set<Thread> made = ConcurrentHashMap.newKeySet();
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    DatasetServer server =
        DatasetServer.start(
            new DatasetServerSettings(directory, 0),
            task -> {
              Thread thread = new Thread(task, "ours");
              made.add(thread);
              return thread;
            },
            Clock.systemUTC());
    Set<Thread> foreign = ConcurrentHashMap.newKeySet();
    foreign.addAll(Thread.getAllStackTraces().keySet());
    foreign.removeAll(before);
    foreign.removeAll(made);
    foreign.removeIf(thread -> thread.getName().startsWith("HttpClient"));
    assertEquals(Set.of(), foreign);
    server.close();
    server.close();
    Awaitility.await().until(() -> made.stream().noneMatch(Thread::isAlive));
    assertThrows(
        ConnectException.class,
        () -> new Socket(InetAddress.getLoopbackAddress(), server.port()).close());
  }

  @Test
  void closesInSeconds_whileAnUploadHangs() throws Exception {
    Limits limits = Limits.DEFAULT.withIdle(Duration.ofMinutes(10));
    try (DatasetServerFixture sluice =
        new DatasetServerFixture(directory, new DatasetServerFixture.SettableClock(), limits)) {
      sluice.createDataset("signs");
      URI url = URI.create(sluice.slot("signs", "/", "a.png", "image/png"));
      try (Socket socket = sluice.connect()) {
        socket.getOutputStream().write(halfPut(url));
        Awaitility.await().until(() -> sluice.files("incoming").size() == 1);
        assertTimeoutPreemptively(Duration.ofSeconds(60), sluice::close);
      }
      assertEquals(List.of(), sluice.files("blobs"));
    }
  }

  @Test
  void keepsSecretsOutOfLogs_whenRequestsFail() throws Exception {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Logger ours = (Logger) LoggerFactory.getLogger("io.sluice.datasetserver");
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    root.addAppender(logged);
    ours.setLevel(Level.DEBUG);
    try (DatasetServerFixture sluice = new DatasetServerFixture(directory)) {
      sluice.createDataset("signs");
      URI url = URI.create(sluice.slot("signs", "/", "a.png", "image/png"));
      try (Socket socket = sluice.connect()) {
        socket.getOutputStream().write(halfPut(url));
        Awaitility.await().until(() -> sluice.files("incoming").size() == 1);
      }
      Awaitility.await().until(() -> sluice.files("incoming").isEmpty());
      URI link = sluice.server.pageLink();
      sluice.send(java.net.http.HttpRequest.newBuilder(link));
      String all =
          List.copyOf(logged.list).stream()
              .map(e -> e.getFormattedMessage() + e.getThrowableProxy())
              .reduce("", String::concat);
      assertTrue(all.contains("PUT"), "requests are logged");
      assertFalse(all.contains("sig="), all);
      assertFalse(all.contains(url.getRawQuery()), all);
      assertFalse(all.contains(link.getRawQuery()), all);
      assertFalse(all.contains(sluice.server.apiKey()), all);
    } finally {
      ours.setLevel(null);
      root.detachAppender(logged);
    }
  }

  private static byte[] halfPut(URI url) {
    String head =
        "PUT "
            + url.getRawPath()
            + "?"
            + url.getRawQuery()
            + " HTTP/1.1\r\nHost: 127.0.0.1:"
            + url.getPort()
            + "\r\nContent-Type: image/png\r\nContent-Length: 100000\r\n\r\nabc";
    return head.getBytes(StandardCharsets.US_ASCII);
  }
}
