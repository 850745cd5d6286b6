package io.sluice.http;

import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** URLs as people may see them: without query, fragment and credentials, which can be secrets. */
public final class ShownUrl {
  /** Of any scheme; slashes may be escaped, as in JSON that is quoted. */
  private static final String AFTER_SCHEME = ":(?:\\\\?/){2}";

  private static final Pattern CREDENTIALS = Pattern.compile("(" + AFTER_SCHEME + ")[^\\s/?#]*@");

  /** Always up to its end, so that no part of a text is looked at for each of many URLs. */
  private static final Pattern QUERY =
      Pattern.compile("(" + AFTER_SCHEME + "[^\\s?#\"'<>]*+)(?:[?#][^\\s\"'<>]*+)?");

  private static final Pattern WHOLE =
      Pattern.compile("(?<![a-zA-Z0-9+.-])[a-zA-Z0-9+.-]*+" + AFTER_SCHEME + "\\S*+");

  private ShownUrl() {}

  /** Scheme, host, port and path of {@code url}. */
  public static String of(HttpUrl url) {
    return url.newBuilder().username("").password("").query(null).fragment(null).build().toString();
  }

  /** {@code text} with every URL in it shown as {@link #of} would show it. */
  public static String within(String text) {
    return QUERY.matcher(CREDENTIALS.matcher(text).replaceAll("$1")).replaceAll("$1");
  }

  /** {@code text} with "the URL" in the place of each, for where its path may be a secret, too. */
  public static String unnamed(String text) {
    return WHOLE.matcher(text).replaceAll("the URL");
  }
}
