package io.sluice.status;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.event.FolderState;
import io.sluice.file.DisplayText;
import java.io.IOException;
import java.net.ConnectException;
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

/** Over real sockets, since what matters is in the heads of requests. */
final class ControlServerTest {
  private final RecordingDaemon daemon = new RecordingDaemon();
  private final ControlToken token = ControlToken.random();
  private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
  private ControlServer server;
  private ControlRequests requests;
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
    requests = new ControlRequests(port, token);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String authorization() {
    return "Authorization: " + token.asAuthorization();
  }

  @Test
  void tellsStatus_asInTheContract() throws Exception {
    ControlRequests.Answer answer = requests.get("/status.json");
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
                    "notes",
                    "processing"),
                List.copyOf(folder.propertyNames())),
        () -> assertEquals(14, folder.get("seen").longValue()),
        () -> assertEquals(2, folder.get("pending").longValue()),
        () -> assertEquals(1, folder.get("vanished").longValue()),
        () -> assertEquals(1, folder.get("processing").longValue()),
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
    ControlRequests.Answer answer = requests.get("/status.json");
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
    JsonNode json = requests.get("/status.json").json();
    assertTrue(json.get("folders").get(0).get("last_scan").isNull());
    assertEquals("starting", json.get("state").stringValue());
    assertEquals(503, requests.get("/readyz").status());
    daemon.folderState = FolderState.DEGRADED;
    assertEquals("degraded", requests.get("/status.json").json().get("state").stringValue());
  }

  @Test
  void isHealthyAndReady_unlessItIsStuck() throws Exception {
    assertEquals(200, requests.get("/healthz").status());
    assertEquals(200, requests.get("/readyz").status());
    daemon.makesProgress = false;
    daemon.busy = true;
    assertEquals(503, requests.get("/healthz").status());
    assertEquals(503, requests.get("/readyz").status());
    assertEquals(503, requests.get("/status.json").status());
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
    ControlRequests.Answer answer =
        requests.raw("GET /status.json HTTP/1.1\r\n" + head + "\r\nConnection: close\r\n\r\n");
    assertTrue(answer.status() == 403 || answer.status() == 400, answer.head());
    assertFalse(answer.body().contains("folders"), answer.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "[::1]"})
  void answersToLoopbackNames(String name) throws Exception {
    String head = "GET /healthz HTTP/1.1\r\nHost: " + name + ":" + port;
    assertEquals(200, requests.raw(head + "\r\nConnection: close\r\n\r\n").status());
  }

  @Test
  void scansAllFolders_whenBodyIsEmpty() throws Exception {
    ControlRequests.Answer answer = requests.post("/rescan", "");
    assertEquals(202, answer.status(), answer.body());
    assertEquals(2, answer.json().get("accepted").size());
    assertEquals(1, answer.json().get("request").longValue());
    assertEquals(202, requests.post("/retry", "{}").status());
    assertEquals(
        List.of(daemon.folderNames().toString(), daemon.folderNames() + " anew"), daemon.orders);
  }

  @Test
  void scansTheFoldersNamed() throws Exception {
    assertEquals(202, requests.post("/rescan", "{\"folders\": [\"a\", \"a\"]}").status());
    assertEquals(202, requests.post("/rescan", "{\"folders\": [\"a\"], \"anew\": true}").status());
    assertEquals(202, requests.post("/retry", "{\"folders\": [\"a\"]}").status());
    assertEquals(List.of("[a]", "[a] anew", "[a] anew"), daemon.orders);
  }

  @Test
  void saysWhichFoldersThereAre_whenOneIsUnknown() throws Exception {
    ControlRequests.Answer answer = requests.post("/rescan", "{\"folders\": [\"a\", \"c\"]}");
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
    ControlRequests.Answer answer = requests.post("/rescan", body);
    assertEquals(400, answer.status(), answer.body());
    assertFalse(answer.json().get("error").stringValue().isEmpty());
    assertEquals(List.of(), daemon.orders);
  }

  @Test
  void queuesTheFilesNamed_forRepair() throws Exception {
    ControlRequests.Answer answer =
        requests.post("/repair", "{\"folder\": \"a\", \"paths\": [\"x/1.png\", \"%0A.png\"]}");
    assertEquals(202, answer.status(), answer.body());
    assertEquals(2, answer.json().get("queued").longValue());
    assertEquals(List.of("repair a [x/1.png, \\n.png]"), daemon.orders);
    daemon.orders.clear();
    String beside = "{\"folder\": \"a\", \"paths\": [\"x\"], \"duplicates\": true}";
    assertEquals(202, requests.post("/repair", beside).status());
    assertEquals(List.of("beside a [x]"), daemon.orders);
    assertEquals(422, requests.post("/repair", "{\"folder\": \"c\", \"paths\": [\"x\"]}").status());
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
        "{\"folder\": \"a\", \"paths\": [\"x\"], \"anew\": true}",
        "{\"folder\": \"a\", \"paths\": [\"x\"], \"duplicates\": \"true\"}"
      })
  void refusesRepairsThatAreNotAsTheyMustBe(String body) throws Exception {
    ControlRequests.Answer answer = requests.post("/repair", body);
    assertEquals(400, answer.status(), answer.body());
    assertEquals(List.of(), daemon.orders);
  }

  @Test
  void refusesLargeBodiesAndHeads() throws Exception {
    String names = "{\"folders\": [\"" + "x".repeat(70_000) + "\"]}";
    assertEquals(413, requests.post("/rescan", names).status());
    assertEquals(431, requests.get("/healthz", "X: " + "x".repeat(40_000)).status());
    assertEquals(List.of(), daemon.orders);
  }

  @Test
  void needsTheToken_forOrdersAndForWhatNamesFiles() throws Exception {
    for (String path : List.of("/rescan", "/retry", "/repair")) {
      assertEquals(401, requests.send("POST", path, "").status());
      assertEquals(401, requests.send("POST", path, "", "Authorization: Bearer wrong").status());
      String basic = "Authorization: Basic " + token.reveal();
      assertEquals(401, requests.send("POST", path, "", basic).status());
      assertEquals(401, requests.send("POST", path, "", authorization(), authorization()).status());
    }
    for (String path : List.of("/failures.json?folder=a", "/request.json?id=1")) {
      ControlRequests.Answer answer = requests.get(path);
      assertEquals(401, answer.status());
      assertTrue(answer.head().contains("WWW-Authenticate: Bearer"), answer.head());
      assertEquals(200, requests.get(path, authorization()).status());
    }
    assertEquals(401, requests.get("/status.json", "Authorization: Bearer wrong").status());
    assertEquals(200, requests.get("/status.json", authorization()).status());
    assertEquals(List.of(), daemon.orders);
  }

  @Test
  void refusesPagesOfOtherSites_evenWithTheToken() throws Exception {
    assertEquals(403, requests.post("/rescan", "", "Origin: http://evil.test").status());
    assertEquals(403, requests.post("/rescan", "", "Origin: null").status());
    assertEquals(403, requests.post("/rescan", "", "Origin: https://127.0.0.1:" + port).status());
    assertEquals(403, requests.post("/rescan", "", "Sec-Fetch-Site: cross-site").status());
    assertEquals(List.of(), daemon.orders);
    assertEquals(202, requests.post("/rescan", "", "Origin: http://localhost:" + port).status());
  }

  @Test
  void refusesOtherMethodsAndPaths() throws Exception {
    assertEquals(405, requests.get("/rescan").status());
    assertEquals(405, requests.post("/status.json", "").status());
    assertEquals(404, requests.get("/").status());
    assertEquals(404, requests.get("/metrics").status());
    assertEquals(List.of(), daemon.orders);
  }

  @Test
  void tellsHowFarAnOrderIs() throws Exception {
    JsonNode json = requests.get("/request.json?id=1", authorization()).json();
    JsonNode folder = json.get("folders").get(0);
    assertFalse(json.get("done").booleanValue());
    assertTrue(folder.get("scanned").booleanValue());
    assertTrue(folder.get("lost").isNull());
    assertEquals("there is no dataset", folder.get("dataset_failure").stringValue());
    assertEquals(2, folder.get("since").get("uploaded").longValue());
    assertEquals("does not answer", json.get("targets").get(0).get("reason").stringValue());
    assertEquals(404, requests.get("/request.json?id=2", authorization()).status());
    for (String id : List.of("", "x", "-1", "99999999999999999999", "1&id=1", "%zz", "%ff")) {
      ControlRequests.Answer answer = requests.get("/request.json?id=" + id, authorization());
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
      ControlRequests.Answer answer =
          requests.get("/failures.json?folder=a" + after, authorization());
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
    assertEquals(400, requests.get("/failures.json" + query, authorization()).status());
    assertEquals(422, requests.get("/failures.json?folder=zz", authorization()).status());
  }

  @Test
  void nothingListensAndNoThreadIsLeft_afterClose() throws Exception {
    assertEquals(200, requests.get("/healthz").status());
    server.close();
    server.close();
    assertThrows(ConnectException.class, () -> requests.get("/healthz"));
    for (Thread thread : threads) {
      thread.join(60_000);
      assertFalse(thread.isAlive(), thread::getName);
    }
  }
}
