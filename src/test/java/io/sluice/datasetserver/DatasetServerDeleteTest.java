package io.sluice.datasetserver;

import static io.sluice.datasetserver.DatasetServerFixture.bytes;
import static io.sluice.datasetserver.DatasetServerFixture.code;
import static io.sluice.datasetserver.DatasetServerFixture.json;
import static io.sluice.datasetserver.DatasetServerFixture.sha256;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that are archived, or deleted for good. */
class DatasetServerDeleteTest {
  @TempDir private Path directory;
  private DatasetServerFixture sluice;

  @BeforeEach
  void start() throws Exception {
    sluice = new DatasetServerFixture(directory);
    sluice.createDataset("a/b signs");
  }

  @AfterEach
  void stop() {
    sluice.close();
  }

  private HttpResponse<String> delete(String pathAndQuery) throws Exception {
    return sluice.send(sluice.authorised("/images/" + pathAndQuery).DELETE());
  }

  private long listed(String more) throws Exception {
    HttpResponse<String> reply = sluice.get("/images/?dataset=a%2Fb%20signs" + more);
    assertEquals(200, reply.statusCode(), reply.body());
    return json(reply).at("/pagination/total").longValue();
  }

  private long counted(String field) throws Exception {
    return json(sluice.get("/datasets/a%2Fb%20signs")).at("/data/" + field).longValue();
  }

  @Test
  void freesTheName_whenDeletedForGood() throws Exception {
    sluice.upload("a/b signs", "/stop/here", "caf\u00e9 1.png", bytes("first"));
    HttpResponse<String> reply =
        delete("a%2Fb%20signs/stop/here/cafe%CC%81%201.png?permanent=true");
    assertEquals(200, reply.statusCode(), reply.body());
    assertTrue(json(reply).get("success").booleanValue());
    assertEquals(0, listed("&include_archived=true"));
    assertEquals(0, counted("image_count"));
    assertEquals(0, counted("total_size"));
    assertEquals(
        404, delete("a%2Fb%20signs/stop/here/caf%C3%A9%201.png?permanent=true").statusCode());

    sluice.upload("a/b signs", "/stop/here", "caf\u00e9 1.png", bytes("second"));
    assertArrayEquals(
        bytes("second"),
        sluice.getBytes("/images/a%2Fb%20signs/stop/here/caf%C3%A9%201.png").body());
    assertEquals(1, counted("image_count"));
    assertEquals(6, counted("total_size"));
  }

  @Test
  void keepsTheNameTaken_whenArchived() throws Exception {
    sluice.upload("a/b signs", "/", "1.png", bytes("first"));
    assertEquals(200, delete("a%2Fb%20signs/1.png").statusCode());
    assertEquals(200, delete("a%2Fb%20signs/1.png?permanent=false").statusCode());
    assertEquals(0, listed(""));
    assertEquals(1, listed("&include_archived=true"));
    assertEquals(0, counted("image_count"));
    assertEquals(5, counted("total_size"));
    HttpResponse<String> again = sluice.uploadUrl("a/b signs", "/", "1.png", "image/png");
    assertEquals(409, again.statusCode(), again.body());

    assertEquals(200, delete("a%2Fb%20signs/1.png?permanent=true").statusCode());
    assertEquals(0, listed("&include_archived=true"));
    assertEquals(0, counted("image_count"));
    assertEquals(0, counted("total_size"));
  }

  @Test
  void refuses_whenThereIsNoSuchImageOrTheCallIsOdd() throws Exception {
    String id = sluice.upload("a/b signs", "/x", "1.png", bytes("first")).get("id").stringValue();
    assertEquals(404, delete("a%2Fb%20signs/1.png?permanent=true").statusCode());
    assertEquals(404, delete("a%2Fb%20signs/" + id + "?permanent=true").statusCode());
    assertEquals(404, delete("nothing/x/1.png").statusCode());
    assertEquals(405, delete(id).statusCode());
    assertEquals(422, delete("a%2Fb%20signs/x/1.png?permanent=yes").statusCode());
    HttpResponse<String> unknown = delete("a%2Fb%20signs/x/1.png?force=true");
    assertEquals(400, unknown.statusCode());
    assertEquals("bad_request", code(unknown));
    assertEquals(1, listed(""));
  }

  @Test
  void bytesGoAtALaterStart_whenNoOtherImageHasThem() throws Exception {
    sluice.upload("a/b signs", "/", "1.png", bytes("only here"));
    sluice.upload("a/b signs", "/", "2.png", bytes("shared"));
    sluice.upload("a/b signs", "/", "3.png", bytes("shared"));
    delete("a%2Fb%20signs/1.png?permanent=true");
    delete("a%2Fb%20signs/2.png?permanent=true");
    assertEquals(2, sluice.files("blobs").size());
    sluice.close();

    DatasetServerFixture.SettableClock later = new DatasetServerFixture.SettableClock();
    later.advance(Duration.ofDays(2));
    sluice = new DatasetServerFixture(directory, later, Limits.DEFAULT);
    assertEquals(List.of(sha256(bytes("shared"))), sluice.files("blobs"));
    assertArrayEquals(bytes("shared"), sluice.getBytes("/images/a%2Fb%20signs/3.png").body());
  }
}
