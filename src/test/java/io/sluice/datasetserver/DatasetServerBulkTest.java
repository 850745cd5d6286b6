package io.sluice.datasetserver;

import static io.sluice.datasetserver.DatasetServerFixture.bytes;
import static io.sluice.datasetserver.DatasetServerFixture.code;
import static io.sluice.datasetserver.DatasetServerFixture.json;
import static io.sluice.datasetserver.DatasetServerFixture.sha256;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.Tries;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Calls for many images at once, and listings of many. */
class DatasetServerBulkTest {
  private static final String URLS = "/images/bulk-upload-url";
  private static final String REGISTER = "/images/bulk-register";
  private static final int MANY = 20_000;
  private static final byte[] PICTURE = bytes("not really a picture");

  private static DatasetServerFixture sluice;
  private static int datasets;

  /** The name of a dataset that no other test knows. */
  private String signs;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    sluice = new DatasetServerFixture(directory);
  }

  @AfterAll
  static void stop() {
    sluice.close();
  }

  @BeforeEach
  void createDataset() throws Exception {
    signs = "signs" + ++datasets;
    assertEquals(201, sluice.createDataset(signs).statusCode());
  }

  @Test
  void makesImagesOfAGroup_inTheOrderAsked() throws Exception {
    List<String> names = names(40);
    JsonNode urls = urls(names);
    assertEquals(names, texts(urls.at("/upload_urls"), "filename"));
    assertEquals(15, urls.get("expires_in_minutes").intValue());
    for (JsonNode url : urls.at("/upload_urls").values()) {
      assertEquals("/stop", url.get("directory_path").stringValue());
      assertEquals(200, put(url, PICTURE));
    }
    HttpResponse<String> registered = sluice.post(REGISTER, sent(names, PICTURE.length));
    assertEquals(201, registered.statusCode(), registered.body());
    JsonNode data = json(registered).get("data");
    assertEquals(names, texts(data.get("succeeded"), "filename"));
    assertEquals(sha256(PICTURE), data.at("/succeeded/0/sha256").stringValue());
    assertEquals(3, data.at("/succeeded/39/width").intValue());
    assertEquals(0, data.get("failed").size());
    assertEquals(40, data.get("count").intValue());
    JsonNode dataset = json(sluice.get("/datasets/" + signs)).get("data");
    assertEquals(40, dataset.get("image_count").intValue());
    assertEquals(40 * PICTURE.length, dataset.get("total_size").intValue());
  }

  @Test
  void registersTheOthers_whenSomeCannotBe() throws Exception {
    sluice.upload(signs, "/stop", "taken.png", bytes("the first one"));
    List<String> names = List.of("a.png", "taken.png", "short.png", "never.png", "b.png");
    JsonNode urls = urls(names).get("upload_urls");
    for (int i : new int[] {0, 1, 4}) {
      assertEquals(200, put(urls.get(i), PICTURE));
    }
    assertEquals(200, put(urls.get(2), bytes("x")));
    HttpResponse<String> registered = sluice.post(REGISTER, sent(names, PICTURE.length));
    assertEquals(201, registered.statusCode());
    JsonNode data = json(registered).get("data");
    assertEquals(List.of("a.png", "b.png"), texts(data.get("succeeded"), "filename"));
    assertEquals(
        List.of("taken.png", "short.png", "never.png"), texts(data.get("failed"), "filename"));
    assertEquals("/stop", data.at("/failed/0/directory_path").stringValue());
    assertEquals("duplicate", data.at("/failed/0/error").stringValue());
    assertTrue(data.at("/failed/1/error").stringValue().startsWith("size_mismatch: "));
    assertEquals("upload_not_found", data.at("/failed/2/error").stringValue());
    assertEquals(2, data.get("count").intValue());
    assertEquals(3, total("&directory_path=/stop"));
    JsonNode kept = json(sluice.get("/images/?dataset=" + signs + "&filename=taken.png"));
    assertEquals(sha256(bytes("the first one")), kept.at("/data/0/sha256").stringValue());
  }

  @Test
  void answers200_whenNoneCanBeRegistered() throws Exception {
    HttpResponse<String> reply = sluice.post(REGISTER, sent(names(500), 3));
    assertEquals(200, reply.statusCode());
    assertEquals(0, json(reply).at("/data/count").intValue());
    assertEquals(names(500), texts(json(reply).at("/data/failed"), "filename"));
  }

  @Test
  void takesANameOnce_whenItIsInAGroupTwice() throws Exception {
    List<String> names = List.of("a.png", "x/a.png");
    JsonNode urls = urls(names).get("upload_urls");
    assertEquals(
        List.of("a.png", "a.png"), texts(urls, "filename"), "the names as they will be kept");
    assertEquals(200, put(urls.get(1), PICTURE));
    JsonNode data = json(sluice.post(REGISTER, sent(names, PICTURE.length))).get("data");
    assertEquals(1, data.get("succeeded").size());
    assertEquals("duplicate", data.at("/failed/0/error").stringValue());
  }

  @Test
  void saysWhichTypeOrSizeIsWrong_whenRegistered() throws Exception {
    String body =
        group(
            image("a.svg", "image/svg+xml") + ",\"file_size\":3}",
            image("b.png", "image/png") + ",\"file_size\":52428801}");
    JsonNode failed = json(sluice.post(REGISTER, body)).at("/data/failed");
    assertTrue(failed.at("/0/error").stringValue().startsWith("unsupported_media_type: "));
    assertTrue(failed.at("/1/error").stringValue().startsWith("payload_too_large: "));
  }

  @Test
  void repeatsTheFirstAnswer_whenTheGroupIsRepeated() throws Exception {
    List<String> names = List.of("a.png", "b.png");
    put(urls(names).at("/upload_urls/0"), PICTURE);
    String[] key = {"Idempotency-Key", "group-of-" + signs};
    String body = sent(names, PICTURE.length);
    HttpResponse<String> first = sluice.post(REGISTER, body, key);
    HttpResponse<String> again = sluice.post(REGISTER, body, key);
    assertEquals(first.body(), again.body());
    assertEquals(first.statusCode(), again.statusCode());
    assertEquals("true", again.headers().firstValue("Idempotent-Replayed").orElseThrow());
    assertEquals(1, total(""));
    HttpResponse<String> other = sluice.post(REGISTER, sent(List.of("c.png"), 1), key);
    assertEquals("idempotency_key_reused", code(other));
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"filename\":\" \",\"directory_path\":\"/\",\"content_type\":\"image/png\"}', filename",
    "'{\"directory_path\":\"/\",\"content_type\":\"image/png\"}', filename",
    "'{\"filename\":\"a.png\",\"content_type\":\"image/png\"}', directory_path",
    "'{\"filename\":\"a.png\",\"directory_path\":\"/a/\",\"content_type\":\"image/png\"}', directory_path",
    "'{\"filename\":\"a.svg\",\"directory_path\":\"/\",\"content_type\":\"image/svg\"}', content_type",
    "'{\"filename\":\"a.png\",\"directory_path\":\"/\",\"content_type\":\"image/gif\"}', content_type",
    "'{\"filename\":7,\"directory_path\":\"/\",\"content_type\":\"image/png\"}', filename",
    "'{\"filename\":\"a.png\",\"directory_path\":\"/\",\"content_type\":\"image/png\",\"dataset\":\"x\"}', dataset",
    "'{\"filename\":\"a.png\",\"directory_path\":\"/\",\"content_type\":\"image/png\",\"file_size\":52428801}', file_size"
  })
  void refusesAllUrls_andNamesTheImage_whenOneIsBad(String bad, String field) throws Exception {
    String good = image("good.png", "image/png") + "}";
    HttpResponse<String> reply = sluice.post(URLS, group(good, bad, good));
    assertEquals(422, reply.statusCode(), reply.body());
    JsonNode error = json(reply).at("/error/details/errors/0");
    assertEquals("[\"body\",\"images\",1,\"" + field + "\"]", error.get("loc").toString());
    assertTrue(json(reply).get("detail").stringValue().startsWith("images.1." + field));
  }

  @Test
  void refusesATooLongName_inAGroup() throws Exception {
    String good = image("x".repeat(251) + ".png", "image/png") + "}";
    assertEquals(200, sluice.post(URLS, group(good)).statusCode());
    assertEquals(422, sluice.post(URLS, group(good.replace(".png", "x.png"))).statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"dataset\":\"signs\"}",
        "{\"dataset\":\"signs\",\"images\":null}",
        "{\"dataset\":\"signs\",\"images\":[]}",
        "{\"dataset\":\"signs\",\"images\":{}}",
        "{\"dataset\":\"signs\",\"images\":[1]}",
        "{\"dataset\":\"signs\",\"images\":[null]}",
        "{\"dataset\":\"signs\",\"images\":[[]]}",
        "{\"dataset\":\"signs\",\"images\":[{}]}",
        "{\"images\":[{}]}",
        "[]"
      })
  void answers422_whenTheGroupIsNone(String body) throws Exception {
    for (String call : List.of(URLS, REGISTER)) {
      HttpResponse<String> reply = sluice.post(call, body.replace("signs", signs));
      assertEquals(422, reply.statusCode(), reply.body());
      assertEquals("validation_error", code(reply));
    }
  }

  @Test
  void answers422_whenTheGroupIsTooLarge_andBoundsWhatItSays() throws Exception {
    assertEquals(422, sluice.post(URLS, body(names(501), "}")).statusCode());
    HttpResponse<String> reply = sluice.post(REGISTER, body(names(500), "}"));
    assertEquals(422, reply.statusCode());
    assertEquals(100, json(reply).at("/error/details/errors").size());
    assertTrue(json(reply).get("detail").stringValue().length() < 1_000);
  }

  @Test
  void refusesUnknownDatasetsAndQueryParameters() throws Exception {
    String body = group(image("a.png", "image/png") + ",\"file_size\":1}");
    assertEquals(404, sluice.post(REGISTER, body.replace(signs, "nowhere")).statusCode());
    assertEquals(400, sluice.post(REGISTER + "?dataset_id=x", body).statusCode());
  }

  @Test
  void takesLongNames_andRefusesBodiesBeyondTheLimit() throws Exception {
    String directory = ("/" + "d".repeat(200)).repeat(5);
    List<String> names =
        IntStream.range(0, 500)
            .mapToObj(i -> "%03d".formatted(i) + "x".repeat(240) + ".png")
            .toList();
    String body = body(names, "}").replace("/stop", directory);
    assertEquals(200, sluice.post(URLS, body).statusCode());
    String padded = body.replace("{\"dataset\"", " ".repeat(4_194_304) + "{\"dataset\"");
    assertEquals(413, sluice.post(URLS, padded).statusCode());
  }

  @Test
  void listsManyImages_inPagesOfAThousand(@TempDir Path directory) throws Exception {
    String id;
    try (DatasetServerFixture other = new DatasetServerFixture(directory)) {
      id = json(other.createDataset("large")).at("/data/id").stringValue();
    }
    fill(directory, id, MANY);
    try (DatasetServerFixture other = new DatasetServerFixture(directory)) {
      Tries.oneOfThree(() -> listsSoon(other));
    }
  }

  private static void listsSoon(DatasetServerFixture server) throws Exception {
    String list = "/images/?dataset=large&include_archived=true&limit=1000";
    long start = System.nanoTime();
    for (int offset : new int[] {0, MANY / 2, MANY - 1_000, MANY - 1}) {
      JsonNode page = json(server.get(list + "&offset=" + offset));
      assertEquals(Math.min(1_000, MANY - offset), page.get("data").size());
      assertEquals(MANY - 1 - offset + ".png", page.at("/data/0/filename").stringValue());
      assertEquals(offset < MANY - 1_000, page.at("/pagination/has_more").booleanValue());
      assertEquals(MANY, page.at("/pagination/total").intValue());
    }
    JsonNode folder = json(server.get(list + "&directory_path=/7&offset=" + (MANY / 10 - 1_000)));
    assertEquals(1_000, folder.get("data").size());
    assertEquals(MANY / 10, folder.at("/pagination/total").intValue());
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(took.toSeconds() < 10, took.toString());
  }

  private static void fill(Path directory, String dataset, int images) throws Exception {
    try (Database database = Database.open(directory.resolve("server.db"))) {
      database.write(
          c -> {
            try (PreparedStatement insert =
                c.prepareStatement(
                    """
                    INSERT INTO image (id, dataset_id, directory_path, filename, content_type,
                      file_size, sha256, created_at) VALUES (?, ?, ?, ?, 'image/png', 1, ?, 1)""")) {
              for (int i = 0; i < images; i++) {
                insert.setString(1, UUID.randomUUID().toString());
                insert.setString(2, dataset);
                insert.setString(3, "/" + i % 10);
                insert.setString(4, i + ".png");
                insert.setString(5, "0".repeat(64));
                insert.addBatch();
              }
              insert.executeBatch();
            }
            return images;
          });
    }
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> i + ".png").toList();
  }

  private String image(String name, String type) {
    String image = DatasetServerFixture.imageJson(signs, "/stop", name, type);
    String dataset = "\"dataset\":\"" + signs + "\",";
    assertTrue(image.contains(dataset), image);
    return image.replace(dataset, "").replaceAll("}$", "");
  }

  private String group(String... images) {
    return "{\"dataset\":\"" + signs + "\",\"images\":[" + String.join(",", images) + "]}";
  }

  private String body(List<String> names, String tail) {
    return group(
        names.stream().map(name -> image(name, "image/png") + tail).toArray(String[]::new));
  }

  private String sent(List<String> names, long size) {
    return body(names, ",\"file_size\":" + size + ",\"width\":3,\"height\":null}");
  }

  private JsonNode urls(List<String> names) throws Exception {
    HttpResponse<String> reply = sluice.post(URLS, body(names, "}"));
    assertEquals(200, reply.statusCode(), reply.body());
    return json(reply).get("data");
  }

  private static int put(JsonNode url, byte[] bytes) throws Exception {
    return sluice.put(url.get("upload_url").stringValue(), "image/png", bytes).statusCode();
  }

  private static List<String> texts(JsonNode array, String field) {
    return StreamSupport.stream(array.values().spliterator(), false)
        .map(node -> node.get(field).stringValue())
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private int total(String query) throws Exception {
    JsonNode page = json(sluice.get("/images/?dataset=" + signs + query));
    assertFalse(page.at("/pagination/has_more").booleanValue());
    return page.at("/pagination/total").intValue();
  }
}
