package io.sluice.config;

import io.sluice.file.DisplayText;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One thing that is wrong with the configuration.
 *
 * @param file the configuration file; empty where there is none
 * @param line counted from 1; 0 for the file as a whole
 * @param key the path of the key, such as {@code folders[0].dataset}; empty for none
 * @param message what is wrong and what is allowed; never a secret nor the value of a variable
 */
public record Problem(Optional<Path> file, int line, String key, String message) {
  /** The problem on one line: {@code sluice.yaml:14: folders[0].target: no such target ...}. */
  public String render() {
    StringBuilder text = new StringBuilder();
    file.ifPresent(path -> text.append(DisplayText.of(path.toString())));
    if (line > 0) {
      text.append(text.length() == 0 ? "line " : ":").append(line);
    }
    if (text.length() > 0) {
      text.append(": ");
    }
    if (!key.isEmpty()) {
      text.append(key).append(": ");
    }
    return text.append(message).toString();
  }

  @Override
  public String toString() {
    return render();
  }
}
