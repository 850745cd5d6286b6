package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Keys and signatures are in no log, report, ledger, failure log or page, whatever goes wrong and
 * however much is logged. What servers say is made to quote them.
 */
@Execution(ExecutionMode.CONCURRENT)
final class SecretsIT {
  private static final String SIGNATURE = "canary-signature-5f1c2a";
  private static final String PASSWORD = "canary-password-77aa";

  /** The key of the connector's own tests, whose reports are there when these tests run. */
  private static final String UNIT_TEST_KEY = "pk_live_canary-0123456789";

  @TempDir private Path directory;
  private Site site;
  private String key;

  @BeforeEach
  void prepare() throws Exception {
    site = new Site(directory.resolve("site"));
    site.writeMany(5);
  }

  /** What a server says about a request that it refuses, all of it meant to be kept secret. */
  private Front.Answer refusal(int status) {
    String url = "http://127.0.0.1:9/storage/x?exp=1&sig=" + SIGNATURE;
    String text = "bad key " + key + " for " + url;
    return new Front.Answer(
        status,
        Map.of("X-Echo", key, "Location", "http://evil.test/?sig=" + SIGNATURE),
        "{\"error\":{\"code\":\"no\",\"message\":\"" + text + "\"},\"detail\":\"" + text + "\"}");
  }

  private static Front.Answer uploadTo(String url) {
    return new Front.Answer(200, Map.of(), "{\"data\":{\"upload_url\":\"" + url + "\"}}");
  }

  @Test
  void areInNothingThatRunsLeaveBehind_whateverServersAnswer() throws Exception {
    Path data = directory.resolve("server");
    try (RemoteServer server = new RemoteServer(data);
        Front front = new Front(server.url())) {
      key = server.key();
      site.remote(
          front.url(),
          server.keyFile(),
          "requests-per-second: 1000",
          "batch-size: 1",
          "workers: 1");
      failAtTheApi(front);
      failForEachFile(front);
      front.script(request -> Optional.empty());
      finish(site.start("check", "-v"));
      finish(site.start("check", "--print-config"));
      finish(site.start("files", "--json"));
      finish(site.start("verify", "--json"));
      server.goAway();
      finish(site.start("retry", "-v"));
      assertClean(data);
    }
  }

  /** Refused altogether: each command ends with what the server said. */
  private void failAtTheApi(Front front) throws Exception {
    for (int status : new int[] {401, 402, 307, 422}) {
      front.script(request -> Optional.of(refusal(status)));
      finish(site.start(status == 401 ? "sync" : "check", "-v", "--log-format", "json"));
    }
  }

  /** The first answers of each kind go wrong in turn, the later ones do not. */
  private void failForEachFile(Front front) throws Exception {
    Map<String, Queue<Front.Answer>> answers =
        Map.of(
            "/storage/", new ConcurrentLinkedQueue<>(List.of(refusal(403), refusal(400))),
            "/register",
                new ConcurrentLinkedQueue<>(
                    List.of(refusal(422), new Front.Answer(200, Map.of(), "{\"data\":\"" + key))),
            "/upload-url",
                new ConcurrentLinkedQueue<>(
                    List.of(
                        uploadTo("http://storage.example/x?sig=" + SIGNATURE),
                        uploadTo("https://169.254.169.254/latest?sig=" + SIGNATURE),
                        uploadTo("ftp://u:" + PASSWORD + "@127.0.0.1/x?sig=" + SIGNATURE),
                        uploadTo("sig=" + SIGNATURE))));
    front.script(
        request ->
            answers.entrySet().stream()
                .filter(entry -> request.path().contains(entry.getKey()))
                .findFirst()
                .flatMap(entry -> Optional.ofNullable(entry.getValue().poll())));
    finish(site.start("sync", "-v", "--json"));
    answers.forEach((path, left) -> assertTrue(left.isEmpty(), () -> path + " was not asked"));
  }

  @Test
  void areNotQuoted_whenTheConfigurationIsWrong() throws Exception {
    key = "canary key-0f1e";
    Path file = Files.writeString(directory.resolve("key"), key);
    site.remote("https://storage.example", file);
    assertEquals(2, finish(site.start("sync", "-v")));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    finish(site.start("sync", "-v"));
    key = "canary-key-0f1e";
    Files.writeString(file, key);
    site.rest("proxy: ${PROXY}");
    Map<String, String> proxy =
        Map.of("PROXY", "http://me:" + PASSWORD + "@127.0.0.1:1", "LC_ALL", "C.UTF-8");
    assertEquals(75, finish(site.startIn(proxy, List.of(), "sync", "-v", "--log-format", "json")));
    finish(site.startIn(proxy, List.of(), "check", "-v"));
    finish(site.startIn(proxy, List.of(), "check", "--print-config"));
    site.rest("proxy: http://me:" + PASSWORD + "@127.0.0.1:1");
    assertEquals(2, finish(site.start("sync")));
    site.rest("proxy: http://me:" + PASSWORD + "@[::bad");
    assertEquals(2, finish(site.start("sync")));
    site.rest("api-key: " + key);
    assertEquals(2, finish(site.start("sync")));
    assertClean(file);
  }

  @Test
  void areNotQuoted_byTheServerInside() throws Exception {
    site.embedded();
    try (SluiceProcess daemon = site.start("run", "-v")) {
      URI url = URI.create(daemon.serverUrl());
      daemon.awaitLog("pending=0");
      key = Files.readString(site.data().resolve("api-key")).strip();
      for (String head :
          List.of(
              "GET /?token=" + SIGNATURE + " HTTP/1.1\r\nHost: [" + key,
              "GET /storage/x?sig=" + SIGNATURE + " HTTP/1.1\r\nHost: 127.0.0.1:" + key,
              "GET /" + key + "\u0001 HTTP/1.1\r\nHost: \u001b[31m" + SIGNATURE,
              "POST /api/v1/developer/datasets/ HTTP/9\r\nX-API-Key: " + key)) {
        send(url, head + "\r\nConnection: close\r\n\r\n");
      }
      daemon.signal("TERM");
      assertEquals(143, daemon.awaitExit(), daemon::toString);
    }
    for (Path log : Artefacts.below(site.logs())) {
      Artefacts.assertHarmless(log);
    }
    assertClean(site.data());
  }

  private static void send(URI url, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getInputStream().readAllBytes();
    }
  }

  private static int finish(SluiceProcess process) throws Exception {
    try (process) {
      return process.awaitExit();
    }
  }

  /** Looks through all but the place that keeps the secrets. */
  private void assertClean(Path keeper) throws Exception {
    List<Path> left = new ArrayList<>(Artefacts.below(directory));
    left.removeIf(file -> file.startsWith(keeper));
    // The configuration is where the test itself put the proxy's password.
    left.removeIf(file -> file.endsWith("sluice.yaml"));
    assertTrue(left.size() > 8, () -> "hardly anything to look through: " + left);
    Artefacts.assertWithout(left, key, SIGNATURE, PASSWORD, "sig=");
  }

  @Test
  void areNotInTheReportsOfOtherTests() throws Exception {
    List<Path> reports = new ArrayList<>();
    Path target = Path.of(System.getProperty("sluice.jar")).resolveSibling("surefire-reports");
    if (Files.isDirectory(target)) {
      reports.addAll(Artefacts.below(target));
    }
    Artefacts.assertWithout(reports, UNIT_TEST_KEY);
  }
}
