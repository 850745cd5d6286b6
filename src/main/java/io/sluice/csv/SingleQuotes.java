package io.sluice.csv;

import io.sluice.annotation.InputDetails;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Turns an object as Python prints it into JSON: texts in single quotes, {@code True}, {@code
 * False} and {@code None}.
 *
 * <p>A single quote ends a text only where that can be its end: before a colon for a key, before a
 * closing bracket, or before a comma that another text, number or bracket follows. So an apostrophe
 * within a value need not be marked. What comes out is checked as JSON by whoever asked.
 */
final class SingleQuotes {
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9+.-]{1,100}");
  private static final Map<String, String> WORDS =
      Map.of("True", "true", "False", "false", "None", "null");
  private static final Pattern KEY_END = Pattern.compile("\\s*+:");
  private static final Pattern VALUE_END =
      Pattern.compile(
          "\\s*+(?:[}\\]]|$|,\\s*+(?:['\"{\\[0-9-]|True\\b|False\\b|None\\b|true\\b|false\\b|null\\b))");
  private static final Map<Character, String> ESCAPES =
      Map.of('n', "\n", 't', "\t", 'r', "\r", '\\', "\\", '\'', "'", '"', "\"");
  private static final String SIGNS = "{}[],:";

  private final String text;
  private final StringBuilder json = new StringBuilder();
  private int at;

  /** How many objects and lists it is within, and which of them are objects. */
  private int depth;

  private long objects;
  private boolean keyNext;

  private SingleQuotes(String text) {
    this.text = text;
  }

  /** What may be JSON; empty where it cannot. */
  static Optional<String> toJson(String text) {
    SingleQuotes quotes = new SingleQuotes(text);
    return quotes.convert() ? Optional.of(quotes.json.toString()) : Optional.empty();
  }

  private boolean convert() {
    boolean good = true;
    while (good && at < text.length()) {
      char c = text.charAt(at);
      if (c == '\'' || c == '"') {
        good = quoted(c);
      } else if (Character.isWhitespace(c)) {
        at++;
      } else {
        good = SIGNS.indexOf(c) >= 0 ? sign(c) : word();
      }
    }
    return good;
  }

  private boolean sign(char c) {
    at++;
    json.append(c);
    if (c == '{' || c == '[') {
      objects = objects << 1 | (c == '{' ? 1 : 0);
      depth++;
    } else if (c == '}' || c == ']') {
      objects >>>= 1;
      depth--;
    }
    keyNext = (c == '{' || c == ',') && (objects & 1) == 1;
    return depth >= 0 && depth <= InputDetails.DEEPEST_METADATA;
  }

  private boolean word() {
    Matcher word = WORD.matcher(text).region(at, text.length());
    if (!word.lookingAt()) {
      return false;
    }
    at = word.end();
    json.append(WORDS.getOrDefault(word.group(), word.group()));
    return true;
  }

  private boolean quoted(char quote) {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        String escaped = ESCAPES.getOrDefault(text.charAt(at++), "");
        if (escaped.isEmpty()) {
          return false;
        }
        value.append(escaped);
      } else if (c == quote && (quote == '"' || isEnd())) {
        json.append('"').append(JsonStringEncoder.getInstance().quoteAsCharArray(value.toString()));
        json.append('"');
        return true;
      } else {
        value.append(c);
      }
    }
    return false;
  }

  private boolean isEnd() {
    Pattern end = keyNext ? KEY_END : VALUE_END;
    return end.matcher(text).region(at, text.length()).lookingAt();
  }
}
