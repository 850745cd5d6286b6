package io.sluice.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers what is wrong with one file while it is read. */
final class Problems {
  /** Nobody mends more at a time, and a hostile file could have hundreds of thousands. */
  private static final int MOST = 1000;

  private final Path file;
  private final List<Problem> found = new ArrayList<>();

  Problems(Path file) {
    this.file = file;
  }

  void add(int line, String key, String message) {
    if (found.size() < MOST) {
      found.add(new Problem(Optional.of(file), line, key, message));
    } else if (found.size() == MOST) {
      String more = "there are more than " + MOST + " problems; these are the first found";
      found.add(new Problem(Optional.of(file), 0, "", more));
    }
  }

  /** Whether something is wrong with the key at {@code path} or with anything below it. */
  boolean anyIn(String path) {
    return found.stream()
        .map(Problem::key)
        .anyMatch(
            key ->
                path.isEmpty()
                    || key.equals(path)
                    || key.startsWith(path + ".")
                    || key.startsWith(path + "["));
  }

  ConfigException toException() {
    return new ConfigException(found);
  }

  void throwIfAny() throws ConfigException {
    if (!found.isEmpty()) {
      throw toException();
    }
  }
}
