package io.sluice.target.pictograph;

import static io.sluice.target.pictograph.FakePictograph.error;
import static io.sluice.target.pictograph.FakePictograph.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.file.ContentDigest;
import io.sluice.target.Dataset;
import io.sluice.target.ListingPage;
import io.sluice.target.RemoteImage;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import io.sluice.target.pictograph.StepScripts.Step;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import mockwebserver3.MockResponse;
import okhttp3.HttpUrl;
import okio.Buffer;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Listings and downloads against servers that do not do what they should. */
@Execution(ExecutionMode.CONCURRENT)
class ImageListingTest {
  private static final Optional<String> NONE = Optional.empty();

  private PictographFixture fixture;
  private FakePictograph server;
  private Dataset dataset;

  @BeforeEach
  void open() throws Exception {
    fixture = new PictographFixture();
    server = fixture.server();
    dataset = fixture.dataset();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void asksForLargePages_archivedImagesIncluded() throws Exception {
    list(NONE, NONE);
    HttpUrl url = server.requests(Step.LIST).get(0).getUrl();
    assertEquals("ds-0", url.queryParameter("dataset"));
    assertEquals("true", url.queryParameter("include_archived"));
    assertEquals("1000", url.queryParameter("limit"));
    assertEquals("0", url.queryParameter("offset"));
    assertNull(url.queryParameter("directory_path"));
    list(Optional.of("/a b"), NONE);
    url = server.requests(Step.LIST).get(1).getUrl();
    assertEquals("/a b", url.queryParameter("directory_path"));
  }

  @Test
  void goesOnByRowsReceived_alsoWhereSomeMakeNoSense() throws Exception {
    answer(
        "[%s,7,{\"id\":\"2\"},{\"filename\":\"x.png\"},%s,%s]"
            .formatted(row("1", "/"), row("3", "/b"), row("4", "/").replace("ds-0", "ds-9")),
        "{\"has_more\":true,\"total\":9}");
    ListingPage page = list(NONE, NONE);
    assertEquals(List.of("1", "3"), ids(page));
    assertEquals(9, page.total().orElseThrow());
    list(NONE, page.next());
    HttpUrl url = server.requests(Step.LIST).get(1).getUrl();
    assertEquals("6", url.queryParameter("offset"));
  }

  @Test
  void leavesOut_whatIsInNoFolder_whenAllAreAskedFor() throws Exception {
    String nowhere = "{\"id\":\"1\",\"filename\":\"1.png\"}";
    answer("[" + nowhere + "]", "{\"has_more\":false}");
    assertEquals(List.of(), ids(list(NONE, NONE)));
    answer("[" + nowhere + "]", "{\"has_more\":false}");
    assertEquals("/a", list(Optional.of("/a"), NONE).images().get(0).directory());
  }

  @Test
  void drops_whatIsInOtherFolders_whenTheServerOverlooksTheFilter() throws Exception {
    answer(
        "[%s,%s]".formatted(row("1", "/a"), row("2", "/a/b")), "{\"has_more\":false,\"total\":2}");
    ListingPage page = list(Optional.of("/a"), NONE);
    assertEquals(List.of("1"), ids(page));
    assertEquals(OptionalLong.empty(), page.total());
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"has_more\":true}', true",
    "'{\"has_more\":false,\"total\":99}', false",
    "'{}', false",
    "'{\"total\":3}', true",
    "'{\"total\":2}', false",
    "'{\"limit\":2}', true",
    "'{\"limit\":3}', false",
    "'{\"has_more\":\"true\"}', false",
    "'7', false"
  })
  void takesTheServersWord_whetherThereIsMore(String pagination, boolean more) throws Exception {
    answer("[%s,%s]".formatted(row("1", "/"), row("2", "/")), pagination);
    assertEquals(more, list(NONE, NONE).next().isPresent());
  }

  @Test
  void ends_withAnEmptyPage() throws Exception {
    answer("[]", "{\"total\":5}");
    assertEquals(NONE, list(NONE, NONE).next());
    server.instead(Step.LIST, reply(200, "[]"));
    assertEquals(NONE, list(NONE, NONE).next());
  }

  @Test
  void isFaulty_whenTheListGoesOnWithNothing() {
    answer("[]", "{\"has_more\":true}");
    assertEquals(Kind.FAULTY, fails(NONE));
  }

  @Test
  void isFaulty_whenTheSamePageComesAgain() throws Exception {
    answer("[" + row("1", "/") + "]", "{\"has_more\":true}");
    Optional<String> next = list(NONE, NONE).next();
    answer("[" + row("1", "/") + "]", "{\"has_more\":true}");
    assertEquals(Kind.FAULTY, fails(next));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"data\":{}}", "\"x\"", "{\"data\":["})
  void isFaulty_whenAListIsNone(String body) {
    server.instead(Step.LIST, reply(200, body));
    assertEquals(Kind.FAULTY, fails(NONE));
  }

  @Test
  void datasetIsMissing_whenItIsNotFound() {
    server.instead(Step.LIST, error(404, "not_found", "Dataset not found"));
    assertEquals(Kind.DATASET_MISSING, fails(NONE));
  }

  @Test
  void reads1000Rows_withLongUrls() throws Exception {
    StringBuilder rows = new StringBuilder();
    String url = "\"image_url\":\"https://s/" + "x".repeat(4_000) + "\",";
    for (int i = 0; i < 1_000; i++) {
      rows.append(i == 0 ? "" : ",").append("{").append(url).append(row("" + i, "/").substring(1));
    }
    answer("[" + rows + "]", "{\"has_more\":false}");
    assertEquals(1_000, list(NONE, NONE).images().size());
  }

  @Test
  void refusesACursor_thatIsNotItsOwn() {
    assertThrows(IllegalArgumentException.class, () -> list(NONE, Optional.of("-1 x")));
    assertThrows(IllegalArgumentException.class, () -> list(NONE, Optional.of("")));
  }

  @Test
  void hashes_whatItDownloads() throws Exception {
    ByteString bytes = ByteString.encodeUtf8("x".repeat(200_000));
    server.instead(Step.DOWNLOAD, bytes(bytes));
    Optional<ContentDigest> digest = download("one.png", OptionalLong.of(200_000));
    assertEquals(bytes.sha256().hex(), digest.orElseThrow().hex());
    var request = server.requests(Step.DOWNLOAD).get(0);
    assertEquals("/api/v1/developer/images/img-1", request.getUrl().encodedPath());
    assertEquals("identity", request.getHeaders().get("Accept-Encoding"));
    assertEquals(FakePictograph.KEY, request.getHeaders().get("X-API-Key"));
    server.instead(Step.DOWNLOAD, bytes(bytes));
    assertEquals(digest, download("one.png", OptionalLong.empty()));
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 5, Long.MAX_VALUE})
  void saysNothing_whenTheBytesAreOthersThanTheRecordSays(long recorded) throws Exception {
    server.instead(Step.DOWNLOAD, bytes(ByteString.encodeUtf8("four")));
    assertEquals(Optional.empty(), download("one.png", OptionalLong.of(recorded)));
  }

  @Test
  void asksForNothing_whereThePlatformConverts() throws Exception {
    assertEquals(Optional.empty(), download("one.HEIC", OptionalLong.of(4)));
    assertEquals(0, server.requests(Step.DOWNLOAD).size());
  }

  @Test
  void isFaulty_whenADownloadIsAPage() {
    server.instead(
        Step.DOWNLOAD,
        reply(200, "<html>").newBuilder().setHeader("Content-Type", "text/html").build());
    assertEquals(Kind.FAULTY, downloadFails());
    server.instead(Step.DOWNLOAD, reply(200, "{}"));
    assertEquals(Kind.FAULTY, downloadFails());
  }

  @Test
  void isFaulty_whenADownloadBreaksOff() {
    server.instead(
        Step.DOWNLOAD,
        bytes(ByteString.encodeUtf8("four"))
            .newBuilder()
            .setHeader("Content-Length", "9")
            .addHeader("Connection", "close")
            .onResponseEnd(new mockwebserver3.SocketEffect.CloseSocket())
            .build());
    assertEquals(Kind.FAULTY, downloadFails());
  }

  @Test
  void downloads_areCounted() throws Exception {
    long before = fixture.pace().requests();
    download("one.png", OptionalLong.empty());
    assertEquals(before + 1, fixture.pace().requests());
    server.instead(Step.DOWNLOAD, error(429, "rate_limited", "slow down"));
    assertEquals(Kind.THROTTLED, downloadFails());
  }

  private static String row(String id, String directory) {
    return "{\"id\":\"%s\",\"filename\":\"%s.png\",\"directory_path\":\"%s\",\"dataset_id\":\"ds-0\"}"
        .formatted(id, id, directory);
  }

  private void answer(String rows, String pagination) {
    server.instead(
        Step.LIST, reply(200, "{\"data\":" + rows + ",\"pagination\":" + pagination + "}"));
  }

  private static MockResponse bytes(ByteString bytes) {
    return new MockResponse.Builder()
        .addHeader("Content-Type", "image/png")
        .body(new Buffer().write(bytes))
        .build();
  }

  private ListingPage list(Optional<String> directory, Optional<String> cursor)
      throws TargetException, InterruptedException {
    return fixture.target().list(dataset, directory, cursor);
  }

  private static List<String> ids(ListingPage page) {
    return page.images().stream().map(RemoteImage::id).toList();
  }

  private Kind fails(Optional<String> cursor) {
    TargetException failure = assertThrows(TargetException.class, () -> list(NONE, cursor));
    assertTrue(failure.getMessage().contains("127.0.0.1") || failure.kind() != Kind.FAULTY);
    return failure.kind();
  }

  private Optional<ContentDigest> download(String fileName, OptionalLong size)
      throws TargetException, InterruptedException {
    RemoteImage image = new RemoteImage("img-1", "/", fileName, size, Optional.empty());
    return fixture.target().download(dataset, image);
  }

  private Kind downloadFails() {
    return assertThrows(TargetException.class, () -> download("one.png", OptionalLong.empty()))
        .kind();
  }
}
