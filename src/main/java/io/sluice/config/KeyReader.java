package io.sluice.config;

import io.sluice.target.KeySource;
import io.sluice.target.KeyUnavailableException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads where a target's key comes from, and tries it once. No message repeats a value. */
final class KeyReader {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  private final Fields fields;

  KeyReader(Fields fields) {
    this.fields = fields;
  }

  Optional<KeySource> read() {
    Optional<KeySource> variable = fields.valueAsWritten("api-key", this::fromEnvironment);
    Optional<KeySource> file = fields.valueAsWritten("api-key-file", this::fromFile);
    boolean bothGiven = fields.has("api-key") && fields.has("api-key-file");
    if (bothGiven) {
      fields.problem("api-key", "stands beside api-key-file; keep one of them");
    } else if (!fields.has("api-key") && !fields.has("api-key-file")) {
      fields.problem("a key is required: api-key-file, or api-key with a ${NAME} reference");
    }
    return variable.or(() -> file);
  }

  private KeySource fromEnvironment(String text) throws BadValue {
    Matcher reference = REFERENCE.matcher(text);
    if (!reference.matches()) {
      throw BadValue.refused(
          "must be a ${NAME} reference alone: a key never stands in this file; if it was one,"
              + " replace the key");
    }
    try {
      Environment environment = fields.reading().environment();
      return KeySource.FromEnvironment.of(reference.group(1), environment.variables());
    } catch (KeyUnavailableException e) {
      throw BadValue.refused(e.getMessage());
    }
  }

  private KeySource fromFile(String written) throws BadValue {
    String text = fields.reading().variables().expand(written);
    Path file = fields.reading().paths().read(text);
    Set<Path> trusted = fields.reading().environment().credentialsDirectories();
    KeySource source = new KeySource.FromFile(file, trusted);
    try {
      if (fields.reading().environment().readsKeys()) {
        source.read();
      }
    } catch (KeyUnavailableException e) {
      throw BadValue.refused(
          REFERENCE.matcher(written).matches() ? unnamed(written) : e.getMessage());
    }
    return source;
  }

  /** A variable that stands alone may hold the key itself by mistake, so its value is not shown. */
  private static String unnamed(String written) {
    return "what "
        + written
        + " names must be a file that exists and that its owner alone can read (chmod 600);"
        + " a variable that holds the key itself belongs behind api-key";
  }
}
