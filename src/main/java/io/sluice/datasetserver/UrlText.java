package io.sluice.datasetserver;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Percent-encoding, read strictly: what is broken is refused, not guessed at. */
final class UrlText {
  private UrlText() {}

  /** The decoded segments of a raw path; a slash that was encoded stays inside its segment. */
  static List<String> segments(String rawPath) {
    List<String> segments = new ArrayList<>();
    for (String segment : rawPath.substring(1).split("/", -1)) {
      segments.add(decode(segment));
    }
    return segments;
  }

  /** Decodes a part of a query, where a plus is a space. */
  static String decodeQuery(String raw) {
    return decode(raw.replace('+', ' '));
  }

  static String decode(String raw) {
    if (raw.indexOf('%') < 0) {
      return raw;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        bytes.write(octet(raw, i));
        i += 2;
      } else {
        bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw Problem.badRequest("the URL is not UTF-8");
    }
  }

  private static int octet(String raw, int percent) {
    if (percent + 2 < raw.length()) {
      int high = Character.digit(raw.charAt(percent + 1), 16);
      int low = Character.digit(raw.charAt(percent + 2), 16);
      if (high >= 0 && low >= 0) {
        return high * 16 + low;
      }
    }
    throw Problem.badRequest("the URL has a broken percent-encoding");
  }

  /** Encodes a value for a query. */
  static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
