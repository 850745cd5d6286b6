package io.sluice.http;

import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** URLs as people may see them: without query, fragment and credentials, which can be secrets. */
public final class ShownUrl {
  private static final Pattern URL_IN_TEXT =
      Pattern.compile("(https?://)(?:[^\\s/?#\"'<>]*@)?([^\\s?#\"'<>]*)[?#][^\\s\"'<>]*");

  private ShownUrl() {}

  /** Scheme, host, port and path of {@code url}. */
  public static String of(HttpUrl url) {
    return url.newBuilder().username("").password("").query(null).fragment(null).build().toString();
  }

  /** {@code text} with every URL in it shown as {@link #of} would show it. */
  public static String within(String text) {
    return URL_IN_TEXT.matcher(text).replaceAll("$1$2");
  }
}
