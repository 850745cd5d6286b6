package io.sluice.datasetserver;

import static io.sluice.datasetserver.DatasetServerFixture.bytes;
import static io.sluice.datasetserver.DatasetServerFixture.code;
import static io.sluice.datasetserver.DatasetServerFixture.imageJson;
import static io.sluice.datasetserver.DatasetServerFixture.json;
import static io.sluice.datasetserver.DatasetServerFixture.registerJson;
import static io.sluice.datasetserver.DatasetServerFixture.sha256;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.datasetserver.DatasetServerFixture.SettableClock;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

@Execution(ExecutionMode.CONCURRENT)
class DatasetServerStorageTest {
  private static final byte[] PICTURE = bytes("not really a picture");

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path directory;
  private DatasetServerFixture sluice;
  private String url;

  @BeforeEach
  void start() throws Exception {
    sluice = new DatasetServerFixture(directory);
    sluice.createDataset("signs");
    url = sluice.slot("signs", "/", "a.png", "image/png");
  }

  @AfterEach
  void stop() {
    sluice.close();
  }

  @Test
  void takesBytes_atSignedUrlUntilRegistered() throws Exception {
    assertTrue(url.startsWith(sluice.server.uri() + "/storage/"));
    HttpResponse<String> first = sluice.put(url, "image/png", bytes("earlier"));
    assertEquals(200, first.statusCode());
    assertTrue(first.headers().firstValue("ETag").orElseThrow().matches("\"[0-9a-f]{32}\""));
    assertEquals(200, sluice.put(url, "image/png", PICTURE).statusCode());
    JsonNode image =
        json(sluice.register("signs", "/", "a.png", "image/png", PICTURE.length)).get("data");
    assertEquals(sha256(PICTURE), image.get("sha256").stringValue());
    HttpResponse<String> late = sluice.put(url, "image/png", bytes("late"));
    assertEquals(403, late.statusCode());
    assertEquals(new String(PICTURE, UTF_8), sluice.get("/images/signs/a.png").body());
  }

  @Test
  void answers403_whenUrlIsForgedOrTypeDiffers() throws Exception {
    String other = sluice.slot("signs", "/", "b.png", "image/png");
    String id = URI.create(url).getPath();
    String foreign = other.replace(URI.create(other).getPath(), id);
    for (String bad :
        List.of(
            url.replace("exp=", "exp=9"),
            url.replace("image%2Fpng", "image%2Fgif"),
            url.substring(0, url.length() - 2),
            url.substring(0, url.indexOf('?')),
            foreign)) {
      HttpResponse<String> reply = sluice.put(bad, "image/png", PICTURE);
      assertEquals(403, reply.statusCode(), bad);
      assertTrue(reply.body().contains("<Code>SignatureDoesNotMatch</Code>"), reply.body());
    }
    assertEquals(403, sluice.put(url, "image/gif", PICTURE).statusCode());
    assertEquals(List.of(), sluice.files("blobs"));
  }

  @Test
  void answers403_afterFifteenMinutes() throws Exception {
    sluice.clock.advance(Duration.ofMinutes(15).plusSeconds(1));
    HttpResponse<String> reply = sluice.put(url, "image/png", PICTURE);
    assertEquals(403, reply.statusCode());
    assertTrue(reply.body().contains("ExpiredToken"));
  }

  @Test
  void answers400_whenKeyIsShownToStorage() throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "image/png")
            .header("X-API-Key", sluice.server.apiKey())
            .PUT(BodyPublishers.ofByteArray(PICTURE));
    assertEquals(400, sluice.send(request).statusCode());
    assertEquals(List.of(), sluice.files("blobs"));
  }

  @Test
  void answers411And413_byAnnouncedLength() throws Exception {
    HttpRequest.Builder chunked =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "image/png")
            .PUT(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(PICTURE)));
    assertEquals(411, sluice.send(chunked).statusCode());
    assertEquals(200, sluice.put(url, "image/png", new byte[52_428_800]).statusCode());
    assertEquals(413, sluice.put(url, "image/png", new byte[52_428_801]).statusCode());
    assertEquals(List.of(), sluice.files("incoming"));
  }

  @Test
  void keepsNothing_whenBodyIsCutShort() throws Exception {
    URI target = URI.create(url);
    try (Socket socket = sluice.connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(putHead(target, 100_000));
      out.write(new byte[50_000]);
      out.flush();
      await().atMost(PATIENCE).until(() -> sluice.files("incoming").size() == 1);
      assertEquals(List.of(), sluice.files("blobs"));
    }
    await().atMost(PATIENCE).until(() -> sluice.files("incoming").isEmpty());
    assertEquals(List.of(), sluice.files("blobs"));
    assertEquals(
        "upload_not_found", code(sluice.register("signs", "/", "a.png", "image/png", 100_000)));
  }

  @Test
  void answers408_whenBodyStalls() throws Exception {
    URI slot = URI.create(sluice.slot("signs", "/", "slow.png", "image/png"));
    String reply = "";
    // A test that is held up has sent nothing when a short patience ends, which is another end.
    for (int millis : new int[] {300, 3_000, 20_000}) {
      reply = reply.isEmpty() ? stalled(slot, Duration.ofMillis(millis)) : reply;
    }
    assertTrue(reply.startsWith("HTTP/1.1 408 "), reply);
    assertEquals(List.of(), sluice.files("incoming"));
  }

  /** What a server that waits so long says to a head without its body; empty for nothing. */
  private String stalled(URI slot, Duration idle) throws Exception {
    sluice.close();
    sluice = new DatasetServerFixture(directory, sluice.clock, Limits.DEFAULT.withIdle(idle));
    URI target = sluice.server.uri().resolve(slot.getRawPath() + "?" + slot.getRawQuery());
    try (Socket socket = sluice.connect()) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write(putHead(target, 9));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    } catch (SocketException e) {
      return "";
    }
  }

  private static byte[] putHead(URI target, int length) {
    return bytes(
        "PUT "
            + target.getRawPath()
            + "?"
            + target.getRawQuery()
            + " HTTP/1.1\r\nHost: 127.0.0.1:"
            + target.getPort()
            + "\r\nContent-Type: image/png\r\nContent-Length: "
            + length
            + "\r\n\r\n");
  }

  @Test
  void answers507_whenDiskHasNoRoom() throws Exception {
    sluice.close();
    Limits full = Limits.DEFAULT.withReservedDiskBytes(Long.MAX_VALUE);
    sluice = new DatasetServerFixture(directory, sluice.clock, full);
    String slot = sluice.slot("signs", "/", "b.png", "image/png");
    assertEquals(507, sluice.put(slot, "image/png", PICTURE).statusCode());
    assertEquals(List.of(), sluice.files("blobs"));
    assertEquals(List.of(), sluice.files("incoming"));
    assertEquals(
        "upload_not_found",
        code(sluice.register("signs", "/", "b.png", "image/png", PICTURE.length)));
  }

  @Test
  void registersOnce_whenFiftyTryAtOnce() throws Exception {
    sluice.put(url, "image/png", PICTURE);
    List<Integer> statuses =
        together(
            50,
            i -> sluice.register("signs", "/", "a.png", "image/png", PICTURE.length).statusCode());
    assertEquals(1, statuses.stream().filter(s -> s == 201).count(), statuses.toString());
    assertEquals(49, statuses.stream().filter(s -> s == 409).count(), statuses.toString());
    assertEquals(1, json(sluice.get("/images/?dataset=signs")).at("/pagination/total").intValue());
  }

  @Test
  void keepsEveryImage_whenManyUploadAtOnce() throws Exception {
    together(
        24,
        i -> {
          byte[] content = bytes("content " + i % 5);
          return sluice.upload("signs", "/" + i % 3, "n" + i + ".png", content);
        });
    assertEquals(24, json(sluice.get("/images/?dataset=signs")).at("/pagination/total").intValue());
    assertEquals(24, json(sluice.get("/datasets/signs")).at("/data/image_count").intValue());
    assertEquals(5, sluice.files("blobs").size());
  }

  private interface Attempt<T> {
    T run(int i) throws Exception;
  }

  private static <T> List<T> together(int threads, Attempt<T> attempt) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CountDownLatch go = new CountDownLatch(1);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int n = i;
        futures.add(
            pool.submit(
                () -> {
                  go.await();
                  return attempt.run(n);
                }));
      }
      go.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void repeatsFirstAnswer_whenKeyAndBodyAreTheSame() throws Exception {
    sluice.put(url, "image/png", PICTURE);
    String body = registerJson("signs", "/", "a.png", "image/png", PICTURE.length);
    HttpResponse<String> first = sluice.post("/images/register", body, "Idempotency-Key", "k1");
    HttpResponse<String> again = sluice.post("/images/register", body, "Idempotency-Key", "k1");
    assertEquals(201, first.statusCode());
    assertEquals(201, again.statusCode());
    assertEquals(first.body(), again.body());
    assertTrue(first.headers().firstValue("Idempotent-Replayed").isEmpty());
    assertEquals("true", again.headers().firstValue("Idempotent-Replayed").orElseThrow());
    assertEquals(409, sluice.post("/images/register", body, "Idempotency-Key", "k2").statusCode());
    assertEquals(409, sluice.post("/images/register", body).statusCode());
  }

  @Test
  void repeatsAnswerAfterRestart_andForgetsItAfterADay() throws Exception {
    String body = "{\"name\":\"once\"}";
    String first = sluice.post("/datasets/", body, "Idempotency-Key", "k").body();
    restart();
    assertEquals(first, sluice.post("/datasets/", body, "Idempotency-Key", "k").body());
    sluice.clock.advance(Duration.ofHours(25));
    assertEquals(409, sluice.post("/datasets/", body, "Idempotency-Key", "k").statusCode());
  }

  @Test
  void answers422_whenKeyIsReusedOrMalformed() throws Exception {
    sluice.post("/datasets/", "{\"name\":\"x\"}", "Idempotency-Key", "k");
    HttpResponse<String> reused =
        sluice.post("/datasets/", "{\"name\":\"y\"}", "Idempotency-Key", "k");
    assertEquals(422, reused.statusCode());
    assertEquals("idempotency_key_reused", code(reused));
    String tooLong = "k".repeat(256);
    assertEquals(
        422,
        sluice.post("/datasets/", "{\"name\":\"z\"}", "Idempotency-Key", tooLong).statusCode());
    assertEquals(404, sluice.get("/datasets/y").statusCode());
  }

  @Test
  void countsKeysPerCall_soThatOneKeyMayServeTwoCalls() throws Exception {
    String image = imageJson("signs", "/", "k.png", "image/png");
    assertEquals(
        200, sluice.post("/images/upload-url", image, "Idempotency-Key", "k").statusCode());
    assertEquals(
        201, sluice.post("/datasets/", "{\"name\":\"k\"}", "Idempotency-Key", "k").statusCode());
  }

  @Test
  void runsOnce_whenOneKeyComesManyTimesAtOnce() throws Exception {
    Set<String> replies =
        together(
                16,
                i -> sluice.post("/datasets/", "{\"name\":\"one\"}", "Idempotency-Key", "k").body())
            .stream()
            .collect(Collectors.toSet());
    assertEquals(1, replies.size(), replies.toString());
  }

  private void restart() throws Exception {
    SettableClock clock = sluice.clock;
    sluice.close();
    sluice = new DatasetServerFixture(directory, clock, Limits.DEFAULT);
  }

  @Test
  void keepsEverything_acrossRestart() throws Exception {
    String key = sluice.server.apiKey();
    String instance = sluice.server.instanceId();
    JsonNode image = sluice.upload("signs", "/s", "kept.png", PICTURE);
    assertEquals(200, sluice.put(url, "image/png", bytes("waiting")).statusCode());
    restart();
    assertEquals(key, sluice.server.apiKey());
    assertEquals(instance, sluice.server.instanceId());
    String id = image.get("id").stringValue();
    assertEquals(image, json(sluice.get("/images/" + id + "/metadata")).get("data"));
    assertEquals(sha256(PICTURE), sha256(sluice.getBytes("/images/signs/s/kept.png").body()));
    assertEquals(201, sluice.register("signs", "/", "a.png", "image/png", 7).statusCode());
  }

  @Test
  void sweepsAtStart_whatWasNeverRegistered() throws Exception {
    sluice.upload("signs", "/", "kept.png", PICTURE);
    sluice.put(url, "image/png", bytes("replaced before anybody registered it"));
    sluice.put(url, "image/png", bytes("never registered"));
    sluice.clock.advance(Duration.ofHours(23));
    restart();
    assertEquals(3, sluice.files("blobs").size());
    Files.writeString(directory.resolve("incoming/left.part"), "half");
    sluice.clock.advance(Duration.ofHours(2));
    restart();
    assertEquals(List.of(sha256(PICTURE)), sluice.files("blobs"));
    assertEquals(List.of(), sluice.files("incoming"));
    assertEquals("upload_not_found", code(sluice.register("signs", "/", "a.png", "image/png", 16)));
  }

  @Test
  void answers500_whenBytesAreDamagedOnDisk() throws Exception {
    JsonNode image = sluice.upload("signs", "/", "b.png", PICTURE);
    String hash = image.get("sha256").stringValue();
    Path blob = directory.resolve("blobs").resolve(hash.substring(0, 2)).resolve(hash);
    Files.writeString(blob, "short");
    assertEquals(500, sluice.get("/images/signs/b.png").statusCode());
  }
}
