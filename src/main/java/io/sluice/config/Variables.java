package io.sluice.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ${NAME}} and {@code ${NAME:-default}} in values. */
final class Variables {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(:-([^{}]*))?}");

  private final Map<String, String> values;

  Variables(Map<String, String> values) {
    this.values = values;
  }

  /**
   * {@code text} with its references replaced. As in a shell, a default also stands for a variable
   * that is set but empty. What a variable holds is not expanded again.
   */
  String expand(String text) throws BadValue {
    StringBuilder expanded = new StringBuilder(text.length());
    Matcher reference = REFERENCE.matcher(text);
    int at = 0;
    for (int start = text.indexOf("${"); start >= 0; start = text.indexOf("${", at)) {
      if (!reference.region(start, text.length()).lookingAt()) {
        throw BadValue.expected("must refer to variables as ${NAME} or ${NAME:-default}");
      }
      expanded.append(text, at, start).append(valueOf(reference.group(1), reference.group(3)));
      at = reference.end();
    }
    return expanded.append(text, at, text.length()).toString();
  }

  private String valueOf(String name, String fallback) throws BadValue {
    String value = values.getOrDefault(name, "");
    if (fallback != null && value.isEmpty()) {
      return fallback;
    }
    if (!values.containsKey(name)) {
      throw BadValue.refused(
          "environment variable "
              + name
              + " is not set; set it, or write ${"
              + name
              + ":-default}");
    }
    return value;
  }
}
