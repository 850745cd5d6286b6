package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Asks a dataset server what it has, as anybody with its key could. */
final class DatasetClient {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int PAGE = 1_000;
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String url;
  private final String key;

  /**
   * @param dataDirectory the server's, where its key is
   */
  DatasetClient(String url, Path dataDirectory) throws IOException {
    this.url = url;
    this.key = Files.readString(dataDirectory.resolve("api-key")).strip();
  }

  /**
   * An image of a dataset.
   *
   * @param path virtual folder and name, such as {@code /stop/1.png}
   */
  record RemoteImage(String path, long size, String sha256) {}

  /** Images in a dataset; none when there is no such dataset. */
  long count(String dataset) throws IOException, InterruptedException {
    HttpResponse<String> reply = page(dataset, 1, 0);
    return reply.statusCode() == 404
        ? 0
        : JSON.readTree(reply.body()).at("/pagination/total").longValue();
  }

  List<RemoteImage> images(String dataset) throws IOException, InterruptedException {
    List<RemoteImage> images = new ArrayList<>();
    boolean more = true;
    while (more) {
      HttpResponse<String> reply = page(dataset, PAGE, images.size());
      if (reply.statusCode() == 404) {
        return images;
      }
      assertEquals(200, reply.statusCode(), reply.body());
      JsonNode body = JSON.readTree(reply.body());
      body.get("data").forEach(image -> images.add(image(image)));
      more = body.at("/pagination/has_more").booleanValue();
    }
    return images;
  }

  /** Path to sha256 of every image; a path that is there twice fails. */
  NavigableMap<String, String> digests(String dataset) throws IOException, InterruptedException {
    NavigableMap<String, String> digests = new TreeMap<>();
    for (RemoteImage image : images(dataset)) {
      String other = digests.put(image.path(), image.sha256());
      assertEquals(null, other, "twice in the dataset: " + image.path());
    }
    return digests;
  }

  private static RemoteImage image(JsonNode image) {
    String directory = image.get("directory_path").stringValue();
    String name = image.get("filename").stringValue();
    return new RemoteImage(
        (directory.equals("/") ? "" : directory) + "/" + name,
        image.get("file_size").longValue(),
        image.get("sha256").stringValue());
  }

  /** Removes an image for good. */
  void delete(String dataset, String path) throws IOException, InterruptedException {
    URI uri = URI.create(api() + "images/" + dataset + path + "?permanent=true");
    send(HttpRequest.newBuilder(uri).DELETE(), 200);
  }

  /** Uploads an image, as another client could. */
  void upload(String dataset, String directory, String name, byte[] bytes)
      throws IOException, InterruptedException {
    ObjectNode image = JSON.createObjectNode();
    image.put("dataset", dataset).put("filename", name).put("directory_path", directory);
    image.put("content_type", "image/png");
    JsonNode place = JSON.readTree(post("images/upload-url", image.toString(), 200)).get("data");
    URI where = URI.create(place.get("upload_url").stringValue());
    HttpRequest put =
        HttpRequest.newBuilder(where)
            .header("Content-Type", "image/png")
            .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
            .build();
    assertEquals(200, HTTP.send(put, HttpResponse.BodyHandlers.ofString()).statusCode());
    image.put("file_size", bytes.length);
    post("images/register", image.toString(), 201);
  }

  private String post(String path, String json, int wanted)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(api() + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json));
    return send(request, wanted);
  }

  private String send(HttpRequest.Builder request, int wanted)
      throws IOException, InterruptedException {
    HttpResponse<String> reply =
        HTTP.send(request.header("X-API-Key", key).build(), HttpResponse.BodyHandlers.ofString());
    assertEquals(wanted, reply.statusCode(), reply.body());
    return reply.body();
  }

  private String api() {
    return url + "/api/v1/developer/";
  }

  private HttpResponse<String> page(String dataset, int limit, int offset)
      throws IOException, InterruptedException {
    String query =
        "?dataset="
            + URLEncoder.encode(dataset, StandardCharsets.UTF_8)
            + "&limit="
            + limit
            + "&offset="
            + offset;
    URI uri = URI.create(url + "/api/v1/developer/images/" + query);
    HttpRequest request = HttpRequest.newBuilder(uri).header("X-API-Key", key).build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
