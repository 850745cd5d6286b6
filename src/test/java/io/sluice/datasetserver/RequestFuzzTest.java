package io.sluice.datasetserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.Mutations;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that no client would send are refused, none makes the server fail, and it goes on. */
class RequestFuzzTest {
  private static final List<String> WORDS =
      List.of(
          "\r\n",
          "\n",
          " ",
          "/",
          "//",
          "..",
          "%2e%2e",
          "%",
          "%zz",
          "%00",
          "%ff",
          "?",
          "&",
          "=",
          "*",
          "null",
          "[]",
          "{}",
          "{",
          "[".repeat(200),
          "-1",
          "1e400",
          "99999999999999999999",
          "\"",
          "\\u0000",
          "\\ud800",
          "Content-Length: 5\r\n",
          "Transfer-Encoding: chunked\r\n",
          "HTTP/1.0",
          "TRACE",
          "OPTIONS",
          "CONNECT",
          "é",
          "\0");

  @TempDir private Path directory;

  @Test
  void refusesAndGoesOn_whateverIsSent() throws Exception {
    fuzz(500);
  }

  @Test
  @Tag("sweep")
  void refusesAndGoesOn_whateverIsSent_manyTimes() throws Exception {
    fuzz(50_000);
  }

  private void fuzz(int rounds) throws Exception {
    try (DatasetServerFixture sluice = new DatasetServerFixture(directory)) {
      sluice.createDataset("signs");
      new Mutations("requests to the dataset server")
          .feedText(rounds, requests(sluice), WORDS, request -> send(sluice, request));
      assertEquals(200, sluice.get("/datasets/signs").statusCode());
    }
  }

  private static List<String> requests(DatasetServerFixture sluice) {
    String head =
        " HTTP/1.1\r\nHost: 127.0.0.1:"
            + sluice.server.port()
            + "\r\nX-API-Key: "
            + sluice.server.apiKey()
            + "\r\nConnection: close\r\n";
    String api = "/api/v1/developer";
    String body =
        "{\"dataset\":\"signs\",\"filename\":\"a.png\",\"directory_path\":\"/a/b\","
            + "\"content_type\":\"image/png\",\"file_size\":3,\"width\":1,\"height\":1}";
    String images = "{\"dataset\":\"signs\",\"images\":[" + body + "," + body + "]}";
    return List.of(
        "GET " + api + "/datasets/?limit=10&offset=0" + head + "\r\n",
        "GET " + api + "/images/?dataset=signs&limit=5&directory_path=%2Fa" + head + "\r\n",
        "GET " + api + "/images/1/metadata" + head + "\r\n",
        "DELETE " + api + "/images/signs/a.png?permanent=true" + head + "\r\n",
        "GET /?token=abc" + head + "Cookie: sluice=a; b=c\r\n\r\n",
        "GET /d/1?folder=%2Fa&page=2" + head + "\r\n",
        "PUT /storage/abc?exp=1&ct=image%2Fpng&sig=x" + head + "Content-Length: 3\r\n\r\nabc",
        post(api + "/datasets/", head, "{\"name\":\"x\"}"),
        post(api + "/images/upload-url", head, body),
        post(api + "/images/register", head, body),
        post(api + "/images/bulk-upload-url", head, images),
        post(api + "/images/bulk-register", head, images),
        post("/login", head, "key=pk_live_x"));
  }

  private static String post(String path, String head, String body) {
    return "POST "
        + path
        + head
        + "Content-Type: application/json\r\nIdempotency-Key: k\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static void send(DatasetServerFixture sluice, byte[] request) throws IOException {
    try (Socket socket = sluice.connect()) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request);
      socket.shutdownOutput();
      String reply = answer(socket.getInputStream());
      assertFalse(reply.startsWith("HTTP/1.1 500"), reply);
      assertTrue(reply.isEmpty() || reply.startsWith("HTTP/1."), reply);
    }
  }

  /** A server that hangs up while more is on its way resets the connection. */
  private static String answer(InputStream in) {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
