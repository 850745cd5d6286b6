package io.sluice.datasetserver;

import static io.sluice.datasetserver.DatasetServerFixture.API;
import static io.sluice.datasetserver.DatasetServerFixture.bytes;
import static io.sluice.datasetserver.DatasetServerFixture.code;
import static io.sluice.datasetserver.DatasetServerFixture.imageJson;
import static io.sluice.datasetserver.DatasetServerFixture.json;
import static io.sluice.datasetserver.DatasetServerFixture.registerJson;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DatasetServerApiTest {
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
    signs = signs + ++datasets;
    assertEquals(201, sluice.createDataset(signs).statusCode());
  }

  @Test
  void answers401_withoutKeyOrWithUnknownOne() throws Exception {
    HttpRequest.Builder noKey = HttpRequest.newBuilder(sluice.uri(API + "/organizations/me"));
    HttpResponse<String> reply = sluice.send(noKey);
    assertEquals(401, reply.statusCode());
    assertEquals("unauthorized", code(reply));
    assertTrue(json(reply).get("detail").isString());
    String almost = sluice.server.apiKey().substring(1);
    assertEquals(401, sluice.send(noKey.copy().header("X-API-Key", almost)).statusCode());
    assertEquals(401, sluice.send(noKey.copy().header("X-API-Key", "")).statusCode());
    assertEquals(
        401, sluice.send(HttpRequest.newBuilder(sluice.uri(API + "/no/such/path"))).statusCode());
  }

  @Test
  void answersOrganization_withKey() throws Exception {
    JsonNode organization = json(sluice.get("/organizations/me")).get("organization");
    assertEquals(sluice.server.instanceId(), organization.get("id").stringValue());
    assertTrue(organization.get("max_images").isNull());
  }

  @Test
  void answers404And405InErrorShape_outsideTheApi() throws Exception {
    HttpResponse<String> missing = sluice.get("/directories/x");
    assertEquals(404, missing.statusCode());
    assertEquals("not_found", code(missing));
    assertEquals(404, sluice.get("/datasets").statusCode());
    HttpResponse<String> wrongMethod = sluice.send(sluice.authorised("/images/").DELETE());
    assertEquals(405, wrongMethod.statusCode());
    assertEquals("method_not_allowed", code(wrongMethod));
    assertEquals("GET", wrongMethod.headers().firstValue("Allow").orElseThrow());
    assertEquals(404, sluice.send(HttpRequest.newBuilder(sluice.uri("/nowhere"))).statusCode());
  }

  @Test
  void createsAndFindsDataset_byNameAndId() throws Exception {
    String name = "rue/café; 100% \\ &?#";
    HttpResponse<String> created = sluice.createDataset(name);
    assertEquals(201, created.statusCode());
    JsonNode dataset = json(created).get("data");
    assertEquals(name, dataset.get("name").stringValue());
    assertEquals("[\"bbox\"]", dataset.get("annotation_types").toString());
    String byName = "/datasets/rue%2Fcaf%C3%A9;%20100%25%20%5C%20%26%3F%23";
    assertEquals(dataset, json(sluice.get(byName)).get("data"));
    assertEquals(
        dataset, json(sluice.get("/datasets/" + dataset.get("id").stringValue())).get("data"));
    assertEquals(404, sluice.get("/datasets/RUE").statusCode());
  }

  @Test
  void answers409_whenDatasetNameIsTaken() throws Exception {
    HttpResponse<String> again = sluice.createDataset(signs);
    assertEquals(409, again.statusCode());
    assertEquals("conflict", code(again));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"name\":\"\"}",
        "{\"name\":\"..\"}",
        "{\"name\":7}",
        "{\"name\":\"a\\u0000b\"}",
        "{\"name\":\"\\ud800\"}",
        "{\"name\":\"x\",\"organization\":\"y\"}",
        "{\"name\":\"x\",\"annotation_types\":[1]}",
        "{\"name\":\"x\",\"classes\":[{\"name\":\"\"}]}",
        "{\"name\":\"x\",\"classes\":{}}"
      })
  void answers422_whenDatasetFieldIsBad(String body) throws Exception {
    HttpResponse<String> reply = sluice.post("/datasets/", body);
    assertEquals(422, reply.statusCode(), reply.body());
    JsonNode errors = json(reply).at("/error/details/errors");
    assertTrue(errors.get(0).get("msg").isString());
    assertTrue(errors.get(0).get("loc").isArray());
  }

  @Test
  void pagesDatasets_newestFirst() throws Exception {
    for (int i = 0; i < 3; i++) {
      sluice.createDataset("d" + i);
    }
    JsonNode first = json(sluice.get("/datasets/?limit=2"));
    assertEquals("d2", first.at("/data/0/name").stringValue());
    assertEquals(2, first.get("data").size());
    assertTrue(first.at("/pagination/has_more").booleanValue());
    int total = first.at("/pagination/total").intValue();
    assertTrue(total >= 3);
    JsonNode second = json(sluice.get("/datasets/?limit=2&offset=2"));
    assertEquals("d0", second.at("/data/0/name").stringValue());
    JsonNode last = json(sluice.get("/datasets/?limit=2&offset=" + (total - 1)));
    assertEquals(1, last.get("data").size());
    assertFalse(last.at("/pagination/has_more").booleanValue());
    assertEquals(0, json(sluice.get("/datasets/?archived=true")).get("data").size());
    assertEquals(
        1000, json(sluice.get("/datasets/?limit=99999")).at("/pagination/limit").intValue());
  }

  @ParameterizedTest
  @CsvSource({
    "/datasets/?limit=0,422",
    "/datasets/?offset=-1,422",
    "/datasets/?limit=x,422",
    "/datasets/?archived=yes,422",
    "/datasets/?name=x,400",
    "/datasets/?limit=1&limit=2,400",
    "/images/,422",
    "/images/?dataset=none,404",
    "/images/?dataset_id=none,400",
    "/images/?dataset=signs&directory_path=stop,422",
    "/images/?dataset=signs&status=new,400",
    "/organizations/me?x=1,400",
    "/images/some/metadata,404",
    "/images/some,404",
    "/images/signs/none.jpg,404",
    "/images/none/none.jpg,404",
    "/images/signs/a/../none.jpg,404",
    "/images/signs/a/%2e%2e/none.jpg,400"
  })
  void refusesBadReads(String path, int status) throws Exception {
    HttpResponse<String> reply = sluice.get(path.replace("signs", signs));
    assertEquals(status, reply.statusCode(), reply.body());
    assertTrue(json(reply).at("/error/message").isString());
  }

  @Test
  void namesUnknownQueryParameter_asTheServiceDoes() throws Exception {
    assertTrue(
        json(sluice.get("/images/?dataset_id=x&dataset=y"))
            .at("/error/message")
            .stringValue()
            .startsWith("Unknown query parameter(s): dataset_id"));
  }

  @Test
  void keepsAndGivesBackImage_byteForByte() throws Exception {
    JsonNode image = sluice.upload(signs, "/stop/a", "001.png", PICTURE);
    assertEquals("001.png", image.get("filename").stringValue());
    assertEquals("/stop/a", image.get("directory_path").stringValue());
    assertEquals("new", image.get("status").stringValue());
    assertEquals(DatasetServerFixture.sha256(PICTURE), image.get("sha256").stringValue());
    assertTrue(image.get("width").isNull());
    String id = image.get("id").stringValue();
    assertEquals(image, json(sluice.get("/images/" + id + "/metadata")).get("data"));
    for (String path : new String[] {"/images/" + id, "/images/" + signs + "/stop/a/001.png"}) {
      HttpResponse<byte[]> reply = sluice.getBytes(path);
      assertEquals(200, reply.statusCode());
      assertArrayEquals(PICTURE, reply.body());
      assertEquals("image/png", reply.headers().firstValue("Content-Type").orElseThrow());
      assertEquals("nosniff", reply.headers().firstValue("X-Content-Type-Options").orElseThrow());
      assertTrue(
          reply.headers().firstValue("Content-Security-Policy").orElseThrow().contains("sandbox"));
      String etag = reply.headers().firstValue("ETag").orElseThrow();
      HttpRequest.Builder known = sluice.authorised(path).header("If-None-Match", etag);
      assertEquals(304, sluice.send(known).statusCode());
    }
    JsonNode dataset = json(sluice.get("/datasets/" + signs)).get("data");
    assertEquals(1, dataset.get("image_count").intValue());
    assertEquals(PICTURE.length, dataset.get("total_size").intValue());
  }

  @Test
  void listsImages_byFolderAndName() throws Exception {
    sluice.upload(signs, "/", "a.png", bytes("1"));
    sluice.upload(signs, "/stop", "a.png", bytes("2"));
    sluice.upload(signs, "/stop/deep", "b.png", bytes("3"));
    assertEquals(3, total("/images/?dataset=" + signs));
    assertEquals(1, total("/images/?dataset=" + signs + "&directory_path=/stop"));
    assertEquals(2, total("/images/?dataset=" + signs + "&filename=a.png"));
    assertEquals(
        1,
        total(
            "/images/?dataset="
                + signs
                + "&directory_path=%2F&filename=a.png&include_archived=true"));
    assertEquals(0, total("/images/?dataset=" + signs + "&filename=A.png"));
    JsonNode page = json(sluice.get("/images/?dataset=" + signs + "&limit=1&offset=1"));
    assertEquals("/stop", page.at("/data/0/directory_path").stringValue());
    assertTrue(page.at("/pagination/has_more").booleanValue());
  }

  private int total(String path) throws Exception {
    return json(sluice.get(path)).at("/pagination/total").intValue();
  }

  @Test
  void storesWidthAndHeight_whenGiven() throws Exception {
    sluice.put(sluice.slot(signs, "/", "a.png", "image/png"), "image/png", PICTURE);
    String body = registerJson(signs, "/", "a.png", "image/png", PICTURE.length);
    JsonNode image =
        json(sluice.post("/images/register", body.replace("}", ",\"width\":3,\"height\":null}")))
            .get("data");
    assertEquals(3, image.get("width").intValue());
    assertTrue(image.get("height").isNull());
  }

  @ParameterizedTest
  @CsvSource({
    "a.jpg,image/jpeg,200",
    "a.JPEG,IMAGE/JPEG,200",
    "a.heic,image/heic,200",
    "a.tif,image/tiff,200",
    "a.TIFF,image/tiff,200",
    "a.webp,image/webp,200",
    "a.gif,image/gif,200",
    "a.bmp,image/bmp,200",
    "a.jpg.svg,image/svg+xml,415",
    "a.jpg,image/png,415",
    "a.jpg,text/html,415",
    "jpg,image/jpeg,415"
  })
  void takesOnlyTheNineExtensions_withAgreeingType(String name, String type, int status)
      throws Exception {
    assertEquals(status, sluice.uploadUrl(signs, "/", name, type).statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"dataset\":\"signs\",\"filename\":\"a.jpg\",\"content_type\":\"image/jpeg\"}",
        "{\"dataset\":\"signs\",\"filename\":\" \",\"directory_path\":\"/\",\"content_type\":\"image/jpeg\"}",
        "{\"dataset\":\"signs\",\"filename\":\"a.jpg\",\"directory_path\":\"/\",\"content_type\":\"image/jpeg\",\"folder_path\":\"/\"}",
        "{\"dataset\":\"signs\",\"filename\":\"a.jpg\",\"directory_path\":\"/\",\"content_type\":\"image/jpeg\",\"file_size\":0}",
        "{\"dataset\":\"signs\",\"filename\":\"a.jpg\",\"directory_path\":\"/\",\"content_type\":\"image/jpeg\",\"file_size\":1.5}"
      })
  void answers422_whenUploadFieldIsBad(String body) throws Exception {
    HttpResponse<String> reply = sluice.post("/images/upload-url", body.replace("signs", signs));
    assertEquals(422, reply.statusCode(), reply.body());
    assertEquals("validation_error", code(reply));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"stop", "/stop/", "//", "/a//b", "/../etc", "/a/./b", "/a\u0000b", "/a\nb"})
  void answers422_whenDirectoryIsNone(String path) throws Exception {
    assertEquals(422, sluice.uploadUrl(signs, path, "a.png", "image/png").statusCode());
  }

  @Test
  void checksInOrder_fieldsThenDatasetThenTypeThenSizeThenName() throws Exception {
    assertEquals(404, sluice.uploadUrl("none", "/", "a.svg", "image/svg").statusCode());
    String tooBig =
        imageJson(signs, "/", "a.png", "image/png").replace("}", ",\"file_size\":52428801}");
    HttpResponse<String> reply = sluice.post("/images/upload-url", tooBig);
    assertEquals(413, reply.statusCode());
    assertEquals("payload_too_large", code(reply));
    String largest = tooBig.replace("52428801", "52428800");
    assertEquals(200, sluice.post("/images/upload-url", largest).statusCode());
    assertEquals(413, sluice.register(signs, "/", "a.png", "image/png", 52_428_801).statusCode());
  }

  @Test
  void answers409_whenNameExistsInFolder() throws Exception {
    JsonNode image = sluice.upload(signs, "/", "a.png", PICTURE);
    for (HttpResponse<String> reply :
        List.of(
            sluice.uploadUrl(signs, "/", "a.png", "image/png"),
            sluice.register(signs, "/", "a.png", "image/png", PICTURE.length))) {
      assertEquals(409, reply.statusCode());
      assertEquals("conflict", code(reply));
      assertEquals(image.get("id"), json(reply).at("/error/details/image_id"));
      assertEquals(image.get("sha256"), json(reply).at("/error/details/sha256"));
    }
    assertEquals(200, sluice.uploadUrl(signs, "/b", "a.png", "image/png").statusCode());
  }

  @Test
  void refusesRegister_withoutBytesOrWithOtherSize() throws Exception {
    String url = sluice.slot(signs, "/", "a.png", "image/png");
    HttpResponse<String> early = sluice.register(signs, "/", "a.png", "image/png", 3);
    assertEquals(404, early.statusCode());
    assertEquals("upload_not_found", code(early));
    sluice.put(url, "image/png", PICTURE);
    HttpResponse<String> other = sluice.register(signs, "/", "a.png", "image/png", 3);
    assertEquals(422, other.statusCode());
    assertEquals("size_mismatch", code(other));
    assertEquals(0, total("/images/?dataset=" + signs));
  }

  @ParameterizedTest
  @CsvSource({
    "../../etc/passwd.png,passwd.png",
    "/etc/x.png,x.png",
    "..\\..\\x.png,_.._x.png",
    "%2e%2e%2fx.png,%2e%2e%2fx.png",
    "a:b*c?d.png,a_b_c_d.png",
    "' .hidden.png. ',hidden.png",
    "CON.png,CON.png",
    "cafe\u0301.png,caf\u00e9.png"
  })
  void sanitisesFilename_andNeverUsesItAsPath(String sent, String kept) throws Exception {
    String url = sluice.slot(signs, "/", sent, "image/png");
    assertEquals(200, sluice.put(url, "image/png", PICTURE).statusCode());
    HttpResponse<String> reply = sluice.register(signs, "/", sent, "image/png", PICTURE.length);
    assertEquals(201, reply.statusCode(), reply.body());
    assertEquals(kept, json(reply).at("/data/filename").stringValue());
    for (String file : sluice.files("")) {
      assertTrue(file.matches("[0-9a-f]{64}|api-key|page-link|lock|server\\.db(-wal|-shm)?"), file);
    }
  }

  @Test
  void answers422_whenFilenameIsTooLongOrEmptied() throws Exception {
    String longest = "x".repeat(251) + ".png";
    assertEquals(200, sluice.uploadUrl(signs, "/", longest, "image/png").statusCode());
    assertEquals(422, sluice.uploadUrl(signs, "/", "x" + longest, "image/png").statusCode());
    assertEquals(422, sluice.uploadUrl(signs, "/", "../..", "image/png").statusCode());
  }

  @Test
  void answers400_whenBodyIsNoJsonOrTooDeep() throws Exception {
    for (String body :
        new String[] {"{", "{\"name\":\"x\"} {}", "{\"name\":\"x\",\"name\":\"y\"}", deep(70)}) {
      HttpResponse<String> reply = sluice.post("/datasets/", body);
      assertEquals(400, reply.statusCode(), reply.body());
      assertEquals("invalid_json", code(reply));
    }
    HttpResponse<String> form =
        sluice.send(
            sluice
                .authorised("/datasets/")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}")));
    assertEquals(415, form.statusCode());
  }

  private static String deep(int levels) {
    return "{\"classes\":" + "[".repeat(levels) + "]".repeat(levels) + "}";
  }

  @Test
  void answers413_whenJsonBodyIsOverOneMegabyte() throws Exception {
    String body = "{\"name\":\"x\",\"readme\":\"" + "y".repeat(1_048_576) + "\"}";
    assertEquals(413, sluice.post("/datasets/", body).statusCode());
    HttpRequest.Builder unannounced =
        sluice
            .authorised("/datasets/")
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(bytes(body))));
    assertEquals(413, sluice.send(unannounced).statusCode());
  }
}
