package io.sluice.target.web;

import java.util.Objects;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;

/**
 * Where one file is sent to, and as what. A bearer of rights: never logged, never written down.
 *
 * @param url the signed URL
 * @param type the content type that is sent; empty for none at all
 */
public record SignedPut(HttpUrl url, Optional<MediaType> type) {
  /** Shorter values are dates, types and the like. */
  private static final int SHORTEST_SIGNATURE = 16;

  public SignedPut {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(type, "type");
  }

  /** {@code text} without what signs the URL, where a storage quotes it. */
  public String mask(String text) {
    String masked = text;
    for (String name : url.queryParameterNames()) {
      for (String value : url.queryParameterValues(name)) {
        if (value != null && value.length() >= SHORTEST_SIGNATURE) {
          masked = masked.replace(value, "[signature]");
        }
      }
    }
    return masked;
  }

  @Override
  public String toString() {
    return "SignedPut";
  }
}
