package io.sluice.datasetserver;

import static io.sluice.datasetserver.DatasetServerFixture.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javax.swing.text.MutableAttributeSet;
import javax.swing.text.html.HTML;
import javax.swing.text.html.HTMLEditorKit;
import javax.swing.text.html.parser.ParserDelegator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetServerPageTest {
  private static DatasetServerFixture sluice;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    sluice = new DatasetServerFixture(directory);
  }

  @AfterAll
  static void stop() {
    sluice.close();
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(sluice.uri(path));
  }

  private static String header(HttpResponse<?> reply, String name) {
    return reply.headers().firstValue(name).orElse("");
  }

  private static String logIn() throws Exception {
    HttpResponse<String> reply = sluice.send(HttpRequest.newBuilder(sluice.server.pageLink()));
    return header(reply, "Set-Cookie").split(";", 2)[0];
  }

  private static HttpResponse<String> page(String path) throws Exception {
    return sluice.send(request(path).header("Cookie", logIn()));
  }

  private static HttpResponse<String> postForm(String path, String form, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    return sluice.send(headers.length > 0 ? request.headers(headers) : request);
  }

  @Test
  void asksForKey_whenNobodyIsLoggedIn() throws Exception {
    sluice.createDataset("hidden from strangers");
    for (String path : new String[] {"/", "/d/x", "/i/x"}) {
      HttpResponse<String> reply = sluice.send(request(path));
      assertEquals(401, reply.statusCode());
      assertTrue(reply.body().contains("<form"), reply.body());
      assertFalse(reply.body().contains("hidden from strangers"));
    }
    assertEquals(
        401,
        sluice
            .send(request("/").header("Cookie", "sluice_session_" + sluice.server.port() + "=x"))
            .statusCode());
  }

  @Test
  void opensOnce_withPrintedLink() throws Exception {
    URI link = sluice.server.pageLink();
    HttpResponse<String> first = sluice.send(HttpRequest.newBuilder(link));
    assertEquals(303, first.statusCode());
    assertEquals("/", header(first, "Location"));
    String cookie = header(first, "Set-Cookie");
    assertTrue(cookie.contains("; HttpOnly"), cookie);
    assertTrue(cookie.contains("; SameSite=Strict"), cookie);
    assertEquals(
        200, sluice.send(request("/").header("Cookie", cookie.split(";", 2)[0])).statusCode());
    HttpResponse<String> second = sluice.send(HttpRequest.newBuilder(link));
    assertEquals(403, second.statusCode());
    assertEquals("", header(second, "Set-Cookie"));
  }

  @Test
  void opensWithTheLinkInItsFile_whichIsAnotherOneAfterwards() throws Exception {
    Path file = sluice.server.pageLinkFile();
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    URI link = URI.create(Files.readString(file).strip());
    assertEquals(303, sluice.send(HttpRequest.newBuilder(link)).statusCode());
    URI next = URI.create(Files.readString(file).strip());
    assertEquals(403, sluice.send(HttpRequest.newBuilder(link)).statusCode());
    assertEquals(303, sluice.send(HttpRequest.newBuilder(next)).statusCode());
  }

  @Test
  void readsCookieExactly_whenOneLikeItCameOnThatConnection() throws Exception {
    String cookie = logIn();
    int value = cookie.indexOf('=') + 1;
    String secret = cookie.substring(value);
    String other = swapCase(secret);
    String head = "GET / HTTP/1.1\r\nHost: 127.0.0.1:" + sluice.server.port() + "\r\nCookie: ";
    String replies =
        sluice.raw(
            head
                + cookie.substring(0, value)
                + other
                + "\r\n\r\n"
                + head
                + cookie
                + "\r\nConnection: close\r\n\r\n");
    assertTrue(replies.startsWith("HTTP/1.1 401 "), replies);
    assertTrue(replies.contains("HTTP/1.1 200 "), replies);
  }

  private static String swapCase(String text) {
    StringBuilder swapped = new StringBuilder();
    text.chars()
        .map(c -> Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))
        .forEach(swapped::appendCodePoint);
    return swapped.toString();
  }

  @Test
  void forgetsLinkAfterAnHour_andSessionAfterTwelve() throws Exception {
    URI link = sluice.server.pageLink();
    String cookie = logIn();
    sluice.clock.advance(Duration.ofMinutes(61));
    assertEquals(403, sluice.send(HttpRequest.newBuilder(link)).statusCode());
    assertEquals(200, sluice.send(request("/").header("Cookie", cookie)).statusCode());
    sluice.clock.advance(Duration.ofHours(11));
    assertEquals(401, sluice.send(request("/").header("Cookie", cookie)).statusCode());
  }

  @Test
  void logsInByForm_andOut() throws Exception {
    assertEquals(401, postForm("/login", "key=pk_live_wrong").statusCode());
    assertEquals(401, postForm("/login", "").statusCode());
    HttpResponse<String> in = postForm("/login", "key=" + sluice.server.apiKey());
    assertEquals(303, in.statusCode());
    String cookie = header(in, "Set-Cookie").split(";", 2)[0];
    assertEquals(200, sluice.send(request("/").header("Cookie", cookie)).statusCode());
    assertEquals(303, postForm("/logout", "", "Cookie", cookie).statusCode());
    assertEquals(401, sluice.send(request("/").header("Cookie", cookie)).statusCode());
  }

  @Test
  void refusesForms_fromOtherSites() throws Exception {
    String form = "key=" + sluice.server.apiKey();
    assertEquals(403, postForm("/login", form, "Origin", "http://evil.test").statusCode());
    assertEquals(403, postForm("/login", form, "Origin", "null").statusCode());
    String own = "http://localhost:" + sluice.server.port();
    assertEquals(303, postForm("/login", form, "Origin", own).statusCode());
    assertEquals(413, postForm("/login", "key=" + "x".repeat(2_000)).statusCode());
  }

  @Test
  void sendsStrictHeaders_withEveryPage() throws Exception {
    for (HttpResponse<String> page : List.of(page("/"), sluice.send(request("/")))) {
      String policy = header(page, "Content-Security-Policy");
      assertTrue(
          policy.startsWith(
              "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self';"
                  + " connect-src 'self'"),
          policy);
      assertTrue(policy.contains("frame-ancestors 'none'"), policy);
      assertEquals("nosniff", header(page, "X-Content-Type-Options"));
      assertEquals("no-store", header(page, "Cache-Control"));
      assertEquals("no-referrer", header(page, "Referrer-Policy"));
      assertEquals("", header(page, "Server"));
    }
  }

  @Test
  void showsFoldersAndPictures_newestFirst() throws Exception {
    sluice.createDataset("road signs");
    String first = upload("road signs", "/stop", "first.png");
    String second = upload("road signs", "/give way", "second.png");
    String list = page("/").body();
    assertTrue(list.contains("road signs"));
    assertTrue(list.contains("2 images"));
    String id =
        DatasetServerFixture.json(sluice.get("/datasets/road%20signs"))
            .at("/data/id")
            .stringValue();
    String all = page("/d/" + id).body();
    assertTrue(all.indexOf("/i/" + second) < all.indexOf("/i/" + first), all);
    assertTrue(all.contains("loading=\"lazy\""));
    assertTrue(all.contains("?folder=%2Fgive+way"), all);
    String folder = page("/d/" + id + "?folder=%2Fgive+way").body();
    assertTrue(folder.contains("/i/" + second));
    assertFalse(folder.contains("/i/" + first));
    HttpResponse<String> picture = page("/i/" + first);
    assertEquals("first.png", picture.body());
    assertEquals("image/png", header(picture, "Content-Type"));
    assertTrue(header(picture, "Content-Security-Policy").startsWith("sandbox"));
    assertEquals(404, page("/d/none").statusCode());
    assertEquals(404, page("/i/none").statusCode());
    assertTrue(page("/d/" + id + "?page=99").body().contains("No images here"));
  }

  private static String upload(String dataset, String directory, String name) throws Exception {
    return sluice.upload(dataset, directory, name, bytes(name)).get("id").stringValue();
  }

  @Test
  void answers304_untilSomethingNewArrives() throws Exception {
    sluice.createDataset("live");
    String cookie = logIn();
    String etag = header(sluice.send(request("/").header("Cookie", cookie)), "ETag");
    HttpRequest.Builder again = request("/").header("Cookie", cookie).header("If-None-Match", etag);
    assertEquals(304, sluice.send(again).statusCode());
    upload("live", "/", "new.png");
    assertEquals(200, sluice.send(again).statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"<img src=x onerror=alert(1)>", "\"><script>alert(1)</script>", "'&lt;"})
  void escapesNames_whereverTheyAreShown(String name) throws Exception {
    String escaped =
        name.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\"", "&quot;")
            .replace("'", "&#39;");
    sluice.createDataset(name);
    String dataset =
        DatasetServerFixture.json(sluice.get("/datasets/?limit=1")).at("/data/0/id").stringValue();
    sluice.upload(dataset, "/" + name.replace("/", ""), "x.png", bytes("1"));
    sluice.upload(dataset, "/", name.replace("/", "") + ".png", bytes("2"));
    for (String path : new String[] {"/", "/d/" + dataset}) {
      String html = page(path).body();
      assertTrue(html.contains(escaped), html);
      assertFalse(html.contains("<img src=x"), html);
      assertFalse(html.contains("<script>"), html);
      assertFalse(html.contains("'&lt;<"), html);
      assertEquals(List.of(), foreignElements(html), html);
    }
  }

  /** What a parser finds that the server's own pages never have: a name that became markup. */
  private static List<String> foreignElements(String html) throws IOException {
    List<String> foreign = new ArrayList<>();
    HTMLEditorKit.ParserCallback callback =
        new HTMLEditorKit.ParserCallback() {
          @Override
          public void handleStartTag(HTML.Tag tag, MutableAttributeSet attributes, int position) {
            String source = String.valueOf(attributes.getAttribute(HTML.Attribute.SRC));
            boolean script = tag == HTML.Tag.SCRIPT && !source.startsWith("/assets/");
            boolean picture = tag == HTML.Tag.IMG && !source.matches("/(i|assets)/.*");
            boolean handler =
                Collections.list(attributes.getAttributeNames()).stream()
                    .anyMatch(name -> name.toString().toLowerCase(Locale.ROOT).startsWith("on"));
            if (script || picture || handler) {
              foreign.add(tag + " " + attributes);
            }
          }

          @Override
          public void handleSimpleTag(HTML.Tag tag, MutableAttributeSet attributes, int position) {
            handleStartTag(tag, attributes, position);
          }
        };
    new ParserDelegator().parse(new StringReader(html), callback, true);
    return foreign;
  }

  @Test
  void parserFindsMarkup_whereANameWasNotEscaped() throws Exception {
    assertEquals(1, foreignElements("<p><img src=x onerror=alert(1)></p>").size());
    assertEquals(1, foreignElements("<p>a<script>alert(1)</script></p>").size());
  }

  @Test
  void servesAssets_withoutKey() throws Exception {
    for (String asset : new String[] {"page.css", "page.js", "icon.svg"}) {
      HttpResponse<String> reply = sluice.send(request("/assets/" + asset));
      assertEquals(200, reply.statusCode());
      HttpRequest.Builder known =
          request("/assets/" + asset).header("If-None-Match", header(reply, "ETag"));
      assertEquals(304, sluice.send(known).statusCode());
    }
    assertEquals(404, sluice.send(request("/assets/Schema.class")).statusCode());
  }

  @ParameterizedTest
  @CsvSource({
    "Host: 127.0.0.1:PORT,401",
    "Host: localhost:PORT,401",
    "Host: LOCALHOST:PORT,401",
    "Host: [::1]:PORT,401",
    "Host: evil.test:PORT,403",
    "Host: evil.test,403",
    "Host: localhost,403",
    "Host: localhost.:PORT,403",
    "Host: localhost:1,403",
    "Host: 127.0.0.1.evil.test:PORT,403",
    "Accept: */*,400"
  })
  void answersOnlyToLoopbackNames(String host, int status) throws Exception {
    String header = host.replace("PORT", "" + sluice.server.port());
    for (String path : new String[] {"/", "/api/v1/developer/organizations/me"}) {
      String reply =
          sluice.raw("GET " + path + " HTTP/1.1\r\n" + header + "\r\nConnection: close\r\n\r\n");
      assertTrue(reply.startsWith("HTTP/1.1 " + status + " "), reply);
    }
  }

  @Test
  void refusesTwoHosts_andHugeHeaders() throws Exception {
    String host = "Host: 127.0.0.1:" + sluice.server.port() + "\r\n";
    String two = sluice.raw("GET / HTTP/1.1\r\n" + host + "Host: evil.test\r\n\r\n");
    assertTrue(two.startsWith("HTTP/1.1 400 "), two);
    String huge =
        sluice.raw("GET / HTTP/1.1\r\n" + host + "X-A: " + "a".repeat(20_000) + "\r\n\r\n");
    assertTrue(huge.startsWith("HTTP/1.1 431 "), huge);
    assertTrue(huge.contains("{\"error\":"), huge);
    assertFalse(huge.contains("aaaa"), huge);
    String none = sluice.raw("GET / HTTP/1.0\r\n\r\n");
    assertTrue(none.startsWith("HTTP/1.1 403 "), none);
  }
}
