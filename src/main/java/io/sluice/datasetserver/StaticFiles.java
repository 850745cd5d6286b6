package io.sluice.datasetserver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;

/**
 * The style, script and icon of the pages, from the class path. They hold no data and need no key.
 */
final class StaticFiles {
  private StaticFiles() {}

  static void addTo(Router router) throws IOException {
    add(router, "page.css", "text/css; charset=utf-8");
    add(router, "page.js", "text/javascript; charset=utf-8");
    add(router, "icon.svg", "image/svg+xml");
  }

  private static void add(Router router, String name, String contentType) throws IOException {
    String text = read(name);
    String etag = Digests.etag(text);
    Reply.Text body = new Reply.Text(contentType, text);
    router.add(
        "GET",
        "/assets/" + name,
        call -> {
          boolean unchanged = etag.equals(call.header("If-None-Match").orElse(""));
          return (unchanged ? Reply.empty(304) : new Reply(200, List.of(), body))
              .with(HttpHeader.ETAG, etag)
              .with(HttpHeader.CACHE_CONTROL, "no-cache")
              .with("Content-Security-Policy", "default-src 'none'");
        });
  }

  private static String read(String name) throws IOException {
    try (InputStream resource = StaticFiles.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new IllegalStateException("the jar lacks the page's file " + name);
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
