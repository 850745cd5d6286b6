package io.sluice.endtoend;

import com.google.common.base.Splitter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * A platform whose one dataset holds a given number of images already, and that stores nothing: it
 * can be listed, and that is all. For numbers that no server of a test could be given in time.
 */
final class ListedPlatform implements AutoCloseable {
  /** An image that it says it has. */
  record Listed(String directory, String fileName, long size) {}

  private static final int LARGEST_PAGE = 1_000;
  private final long images;
  private final LongFunction<Listed> image;
  private final HttpServer http;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final AtomicLong requests = new AtomicLong();

  ListedPlatform(long images, LongFunction<Listed> image) throws IOException {
    this.images = images;
    this.image = image;
    this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
  }

  String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  long requests() {
    return requests.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.incrementAndGet();
      String path = exchange.getRequestURI().getPath();
      boolean asks = exchange.getRequestMethod().equals("GET");
      if (asks && path.endsWith("/images/")) {
        reply(exchange, 200, page(parameters(exchange.getRequestURI().getRawQuery())));
      } else if (asks && path.contains("/datasets/")) {
        String dataset =
            "{\"data\":{\"id\":\"dataset-1\",\"name\":\"pictures\",\"image_count\":"
                + images
                + "}}";
        reply(exchange, 200, dataset);
      } else if (asks && path.endsWith("/organizations/me")) {
        reply(exchange, 200, "{\"organization\":{\"id\":\"o\",\"name\":\"o\"}}");
      } else {
        reply(exchange, 500, "{\"error\":{\"code\":\"unexpected\",\"message\":\"" + path + "\"}}");
      }
    }
  }

  private String page(Map<String, String> asked) {
    long offset = Long.parseLong(asked.getOrDefault("offset", "0"));
    long limit = Math.min(LARGEST_PAGE, Long.parseLong(asked.getOrDefault("limit", "100")));
    long end = Math.min(images, offset + limit);
    StringBuilder rows = new StringBuilder();
    for (long i = offset; i < end; i++) {
      Listed one = image.apply(i);
      rows.append(i == offset ? "" : ",")
          .append(
              String.format(
                  "{\"id\":\"id-%d\",\"dataset_id\":\"dataset-1\",\"filename\":\"%s\","
                      + "\"directory_path\":\"%s\",\"file_size\":%d,\"is_archived\":false}",
                  i, one.fileName(), one.directory(), one.size()));
    }
    return "{\"data\":["
        + rows
        + "],\"pagination\":{\"limit\":"
        + limit
        + ",\"offset\":"
        + offset
        + ",\"total\":"
        + images
        + ",\"has_more\":"
        + (end < images)
        + "}}";
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new TreeMap<>();
    Splitter.on('&')
        .withKeyValueSeparator(Splitter.on('=').limit(2))
        .split(query)
        .forEach((k, v) -> parameters.put(k, URLDecoder.decode(v, StandardCharsets.UTF_8)));
    return parameters;
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
