package io.sluice.datasetserver;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;

/** What all pages share: the frame, the headers, and how sizes and times are written. */
final class PageLayout {
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  private static final DateTimeFormatter UTC_MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private PageLayout() {}

  /** A page that refreshes itself and can be left by logging out. */
  static Reply live(int status, String title, Html content) {
    Html main = new Html().open("main", "data-live", "").add(content).close("main");
    return page(status, title, header(true), main);
  }

  /** A page that stays as it is. */
  static Reply plain(int status, String title, Html content) {
    return page(status, title, header(false), new Html().open("main").add(content).close("main"));
  }

  private static Reply page(int status, String title, Html header, Html main) {
    Html page =
        new Html()
            .open("html", "lang", "en")
            .open("head")
            .open("meta", "charset", "utf-8")
            .open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
            .open("meta", "name", "color-scheme", "content", "light dark")
            .element("title", title + " \u00b7 Sluice")
            .open("link", "rel", "icon", "href", "/assets/icon.svg", "type", "image/svg+xml")
            .open("link", "rel", "stylesheet", "href", "/assets/page.css")
            .open("script", "src", "/assets/page.js", "defer", "")
            .close("script")
            .close("head")
            .open("body")
            .add(header)
            .add(main)
            .close("body")
            .close("html");
    return secured(Reply.text(status, "text/html; charset=utf-8", "<!doctype html>" + page));
  }

  private static Html header(boolean loggedIn) {
    Html header =
        new Html()
            .open("header")
            .open("a", "class", "brand", "href", "/")
            .open("img", "src", "/assets/icon.svg", "alt", "", "width", "24", "height", "24")
            .element("span", "Sluice datasets")
            .close("a");
    if (loggedIn) {
      header
          .open("p", "id", "live", "role", "status", "hidden", "")
          .close("p")
          .open("form", "method", "post", "action", "/logout")
          .element("button", "Log out", "class", "quiet")
          .close("form");
    }
    return header.close("header");
  }

  /** The headers of every page. */
  static Reply secured(Reply reply) {
    return reply
        .with("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        .with("Referrer-Policy", "no-referrer")
        .with("X-Frame-Options", "DENY")
        .with(HttpHeader.CACHE_CONTROL, "no-store");
  }

  static String bytes(long bytes) {
    String[] units = {"B", "kB", "MB", "GB", "TB"};
    double value = bytes;
    int unit = 0;
    while (value >= 999.5 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    String pattern = unit == 0 || value >= 99.95 ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, pattern, value, units[unit]);
  }

  /** A count with its noun, as in "1 image" and "1,024 images". */
  static String count(long count, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
  }

  /** A time that reads well without the script, which turns it into the reader's own. */
  static Html time(Instant instant) {
    return new Html().element("time", UTC_MINUTE.format(instant), "datetime", instant.toString());
  }
}
