package io.sluice.status;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.event.FolderState;
import io.sluice.file.DisplayText;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Over real sockets, since what matters is in the heads of requests. */
final class ControlServerTest {
  private static final JsonMapper JSON = new JsonMapper();

  private final RecordingDaemon daemon = new RecordingDaemon();
  private final ControlToken token = ControlToken.random();
  private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
  private ControlServer server;
  private int port;

  @BeforeEach
  void start() throws IOException {
    server =
        ControlServer.start(
            daemon,
            token,
            work -> {
              Thread thread = new Thread(work, "control");
              thread.setDaemon(true);
              threads.add(thread);
              return thread;
            });
    port = server.uri().getPort();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private record Answer(int status, String head, String body) {
    JsonNode json() {
      return JSON.readTree(body);
    }
  }

  /** Sends a request as it stands and reads to the end. */
  private Answer raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      int end = all.indexOf("\r\n\r\n");
      assertTrue(end > 0, () -> "no answer: " + all);
      int status = Integer.parseInt(all.substring(9, 12));
      return new Answer(status, all.substring(0, end), all.substring(end + 4));
    }
  }

  private Answer get(String path, String... headers) throws IOException {
    return send("GET", path, "", headers);
  }

  private Answer post(String path, String body, String... headers) throws IOException {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Authorization: " + token.asAuthorization());
    return send("POST", path, body, all.toArray(String[]::new));
  }

  private Answer send(String method, String path, String body, String... headers)
      throws IOException {
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    head.append("Host: 127.0.0.1:").append(port).append("\r\nConnection: close\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    if (length > 0) {
      head.append("Content-Length: ").append(length).append("\r\n");
    }
    return raw(head + "\r\n" + body);
  }

  private String authorization() {
    return "Authorization: " + token.asAuthorization();
  }

  @Test
  void tellsStatus_asInTheContract() throws Exception {
    Answer answer = get("/status.json");
    assertEquals(200, answer.status(), answer.body());
    JsonNode json = answer.json();
    JsonNode folder = json.get("folders").get(0);
    JsonNode target = json.get("targets").get(0);
    assertAll(
        () -> assertEquals("watching", json.get("state").stringValue()),
        () -> assertEquals("1.2", json.get("version").stringValue()),
        () ->
            assertEquals(
                List.of(
                    "path",
                    "name",
                    "target",
                    "dataset",
                    "state",
                    "seen",
                    "uploaded",
                    "skipped",
                    "conflict",
                    "incomplete",
                    "failed",
                    "pending",
                    "ignored",
                    "vanished",
                    "bytes_uploaded",
                    "oldest_pending_seconds",
                    "last_scan",
                    "notes"),
                List.copyOf(folder.propertyNames())),
        () -> assertEquals(14, folder.get("seen").longValue()),
        () -> assertEquals(2, folder.get("pending").longValue()),
        () -> assertEquals(1, folder.get("vanished").longValue()),
        () -> assertEquals(7, folder.get("oldest_pending_seconds").longValue()),
        () -> assertEquals("2026-11-22T09:59:00Z", folder.get("last_scan").stringValue()),
        () -> assertEquals("a note", folder.get("notes").get(0).stringValue()),
        () ->
            assertEquals(
                List.of("name", "type", "state", "retry_at", "in_flight"),
                List.copyOf(target.propertyNames())),
        () -> assertEquals("unreachable", target.get("state").stringValue()),
        () -> assertEquals("2026-11-22T10:00:09Z", target.get("retry_at").stringValue()));
  }

  @Test
  void namesComeBackWhole_howeverTheyLook() throws Exception {
    Answer answer = get("/status.json");
    assertFalse(answer.body().contains("\u001b"), answer.body());
    assertEquals(
        RecordingDaemon.ODD_NAME, answer.json().get("folders").get(1).get("name").stringValue());
    assertTrue(answer.head().contains("nosniff"), answer.head());
    assertTrue(answer.head().contains("no-store"), answer.head());
    assertFalse(answer.head().contains("Access-Control"), answer.head());
    assertFalse(answer.head().contains("Jetty"), answer.head());
  }

  @Test
  void lastScanIsNull_beforeTheFirst() throws Exception {
    daemon.lastScan = Optional.empty();
    JsonNode json = get("/status.json").json();
    assertTrue(json.get("folders").get(0).get("last_scan").isNull());
    assertEquals("starting", json.get("state").stringValue());
    assertEquals(503, get("/readyz").status());
    daemon.folderState = FolderState.DEGRADED;
    assertEquals("degraded", get("/status.json").json().get("state").stringValue());
  }

  @Test
  void isHealthyAndReady_unlessItIsStuck() throws Exception {
    assertEquals(200, get("/healthz").status());
    assertEquals(200, get("/readyz").status());
    daemon.makesProgress = false;
    daemon.busy = true;
    assertEquals(503, get("/healthz").status());
    assertEquals(503, get("/readyz").status());
    assertEquals(503, get("/status.json").status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.test",
        "Host: localhost",
        "Host: 127.0.0.1",
        "Host: 127.0.0.1:1",
        "Host: localhost.:PORT",
        "Host: 127.0.0.1.nip.io:PORT",
        "Host: 127.0.0.1:PORT\r\nHost: 127.0.0.1:PORT",
        "X: y"
      })
  void refusesForeignHosts(String header) throws Exception {
    String head = header.replace("PORT", Integer.toString(port));
    Answer answer = raw("GET /status.json HTTP/1.1\r\n" + head + "\r\nConnection: close\r\n\r\n");
    assertTrue(answer.status() == 403 || answer.status() == 400, answer.head());
    assertFalse(answer.body().contains("folders"), answer.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "[::1]"})
  void answersToLoopbackNames(String name) throws Exception {
    String head = "GET /healthz HTTP/1.1\r\nHost: " + name + ":" + port;
    assertEquals(200, raw(head + "\r\nConnection: close\r\n\r\n").status());
  }

  @Test
  void scansAllFolders_whenBodyIsEmpty() throws Exception {
    Answer answer = post("/rescan", "");
    assertEquals(202, answer.status(), answer.body());
    assertEquals(2, answer.json().get("accepted").size());
    assertEquals(1, answer.json().get("request").longValue());
    assertEquals(202, post("/retry", "{}").status());
    assertEquals(
        List.of(daemon.folderNames().toString(), daemon.folderNames() + " anew"), daemon.orders);
  }

  @Test
  void scansTheFoldersNamed() throws Exception {
    assertEquals(202, post("/rescan", "{\"folders\": [\"a\", \"a\"]}").status());
    assertEquals(202, post("/rescan", "{\"folders\": [\"a\"], \"anew\": true}").status());
    assertEquals(202, post("/retry", "{\"folders\": [\"a\"]}").status());
    assertEquals(List.of("[a]", "[a] anew", "[a] anew"), daemon.orders);
  }

  @Test
  void saysWhichFoldersThereAre_whenOneIsUnknown() throws Exception {
    Answer answer = post("/rescan", "{\"folders\": [\"a\", \"c\"]}");
    assertEquals(422, answer.status());
    assertEquals(2, answer.json().get("known").size());
    assertTrue(answer.json().get("error").stringValue().contains("[c]"), answer.body());
    assertEquals(List.of(), daemon.orders);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "\"a\"",
        "{} {}",
        "{\"folders\": \"a\"}",
        "{\"folders\": [1]}",
        "{\"folders\": []}",
        "{\"folders\": {\"a\": \"b\"}}",
        "{\"folders\": [\"a\"], \"folders\": [\"a\"]}",
        "{\"anew\": \"yes\"}",
        "{\"folder\": [\"a\"]}",
        "[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]"
      })
  void refusesBodiesThatAreNotAsTheyMustBe(String body) throws Exception {
    Answer answer = post("/rescan", body);
    assertEquals(400, answer.status(), answer.body());
    assertFalse(answer.json().get("error").stringValue().isEmpty());
    assertEquals(List.of(), daemon.orders);
  }

  @Test
  void queuesTheFilesNamed_forRepair() throws Exception {
    Answer answer = post("/repair", "{\"folder\": \"a\", \"paths\": [\"x/1.png\", \"%0A.png\"]}");
    assertEquals(202, answer.status(), answer.body());
    assertEquals(2, answer.json().get("queued").longValue());
    assertEquals(List.of("repair a [x/1.png, \\n.png]"), daemon.orders);
    assertEquals(422, post("/repair", "{\"folder\": \"c\", \"paths\": [\"x\"]}").status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"folder\": \"a\"}",
        "{\"folder\": \"a\", \"paths\": []}",
        "{\"folder\": \"a\", \"paths\": \"x\"}",
        "{\"folder\": \"a\", \"paths\": [1]}",
        "{\"folder\": \"a\", \"paths\": [\"\"]}",
        "{\"folder\": \"a\", \"paths\": [\"../x\"]}",
        "{\"folder\": \"a\", \"paths\": [\"/etc/passwd\"]}",
        "{\"folder\": \"a\", \"paths\": [\"x y\"]}",
        "{\"folder\": \"a\", \"paths\": [\"x\"], \"anew\": true}"
      })
  void refusesRepairsThatAreNotAsTheyMustBe(String body) throws Exception {
    Answer answer = post("/repair", body);
    assertEquals(400, answer.status(), answer.body());
    assertEquals(List.of(), daemon.orders);
  }

  @Test
  void refusesLargeBodiesAndHeads() throws Exception {
    String names = "{\"folders\": [\"" + "x".repeat(70_000) + "\"]}";
    assertEquals(413, post("/rescan", names).status());
    assertEquals(431, get("/healthz", "X: " + "x".repeat(40_000)).status());
    assertEquals(List.of(), daemon.orders);
  }

  @Test
  void needsTheToken_forOrdersAndForWhatNamesFiles() throws Exception {
    for (String path : List.of("/rescan", "/retry", "/repair")) {
      assertEquals(401, send("POST", path, "").status());
      assertEquals(401, send("POST", path, "", "Authorization: Bearer wrong").status());
      String basic = "Authorization: Basic " + token.reveal();
      assertEquals(401, send("POST", path, "", basic).status());
      assertEquals(401, send("POST", path, "", authorization(), authorization()).status());
    }
    for (String path : List.of("/failures.json?folder=a", "/request.json?id=1")) {
      Answer answer = get(path);
      assertEquals(401, answer.status());
      assertTrue(answer.head().contains("WWW-Authenticate: Bearer"), answer.head());
      assertEquals(200, get(path, authorization()).status());
    }
    assertEquals(401, get("/status.json", "Authorization: Bearer wrong").status());
    assertEquals(200, get("/status.json", authorization()).status());
    assertEquals(List.of(), daemon.orders);
  }

  @Test
  void refusesPagesOfOtherSites_evenWithTheToken() throws Exception {
    assertEquals(403, post("/rescan", "", "Origin: http://evil.test").status());
    assertEquals(403, post("/rescan", "", "Origin: null").status());
    assertEquals(403, post("/rescan", "", "Origin: https://127.0.0.1:" + port).status());
    assertEquals(403, post("/rescan", "", "Sec-Fetch-Site: cross-site").status());
    assertEquals(List.of(), daemon.orders);
    assertEquals(202, post("/rescan", "", "Origin: http://localhost:" + port).status());
  }

  @Test
  void refusesOtherMethodsAndPaths() throws Exception {
    assertEquals(405, get("/rescan").status());
    assertEquals(405, post("/status.json", "").status());
    assertEquals(404, get("/").status());
    assertEquals(404, get("/metrics").status());
    assertEquals(List.of(), daemon.orders);
  }

  @Test
  void tellsHowFarAnOrderIs() throws Exception {
    JsonNode json = get("/request.json?id=1", authorization()).json();
    JsonNode folder = json.get("folders").get(0);
    assertFalse(json.get("done").booleanValue());
    assertTrue(folder.get("scanned").booleanValue());
    assertTrue(folder.get("lost").isNull());
    assertEquals("there is no dataset", folder.get("dataset_failure").stringValue());
    assertEquals(2, folder.get("since").get("uploaded").longValue());
    assertEquals("does not answer", json.get("targets").get(0).get("reason").stringValue());
    assertEquals(404, get("/request.json?id=2", authorization()).status());
    for (String id : List.of("", "x", "-1", "99999999999999999999", "1&id=1", "%zz", "%ff")) {
      Answer answer = get("/request.json?id=" + id, authorization());
      assertEquals(400, answer.status(), id + ": " + answer.body());
    }
  }

  @Test
  void listsFailures_aPageAtATime() throws Exception {
    int files = 250;
    String reason = "r".repeat(5_000);
    for (int i = 0; i < files; i++) {
      daemon.fail(String.format("a%%20b/caf%%C3%%A9-%03d.jpg", i), reason);
    }
    List<String> seen = new ArrayList<>();
    String after = "";
    int pages = 0;
    do {
      Answer answer = get("/failures.json?folder=a" + after, authorization());
      assertTrue(answer.body().length() < 500_000, "too long: " + answer.body().length());
      JsonNode json = answer.json();
      json.get("failures").forEach(failure -> seen.add(failure.get("path").stringValue()));
      after =
          json.get("next").isNull()
              ? ""
              : "&after="
                  + URLEncoder.encode(json.get("next").stringValue(), StandardCharsets.UTF_8);
      pages++;
    } while (!after.isEmpty());
    assertEquals(files, seen.size());
    assertEquals("a b/café-000.jpg", DisplayText.of(seen.get(0)));
    assertTrue(pages > 2, "pages: " + pages);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?folder=a&after=..", "?folder=a&after=%2F", "", "?folder=a&folder=a"})
  void refusesQueriesForFailures(String query) throws Exception {
    assertEquals(400, get("/failures.json" + query, authorization()).status());
    assertEquals(422, get("/failures.json?folder=zz", authorization()).status());
  }

  @Test
  void nothingListensAndNoThreadIsLeft_afterClose() throws Exception {
    assertEquals(200, get("/healthz").status());
    server.close();
    server.close();
    assertThrows(ConnectException.class, () -> get("/healthz"));
    for (Thread thread : threads) {
      thread.join(10_000);
      assertFalse(thread.isAlive(), thread::getName);
    }
  }

  @Test
  void tokenIsHidden_whereverItIsPrinted() {
    assertEquals("(hidden)", token.toString());
    assertThrows(IllegalArgumentException.class, () -> new ControlToken("short"));
  }
}
