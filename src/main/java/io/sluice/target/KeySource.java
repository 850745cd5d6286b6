package io.sluice.target;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * Where the key of a target comes from. Any thread may read it; the answer is never kept by the
 * source, so that a key replaced on disk is used from the next read on.
 */
public sealed interface KeySource permits KeySource.FromFile, KeySource.FromEnvironment {
  /**
   * The key as it is now.
   *
   * @throws KeyUnavailableException when it is missing, empty, malformed or open to others; the
   *     message says what to do and never holds the key
   */
  Secret read() throws KeyUnavailableException;

  /** The source for people, such as {@code file /etc/sluice/credentials/pictograph}. */
  String describe();

  /**
   * A file of one line that only its owner can read.
   *
   * @param file the file; a symbolic link is judged by what it points to
   * @param trustedDirectories directories whose access a service manager guards (systemd's
   *     credentials directory): the owner and the mode of files below them are not judged
   */
  record FromFile(Path file, Set<Path> trustedDirectories) implements KeySource {
    public FromFile {
      trustedDirectories = Set.copyOf(trustedDirectories);
    }

    @Override
    public Secret read() throws KeyUnavailableException {
      return new KeyFile(file, trustedDirectories).read();
    }

    @Override
    public String describe() {
      return "file " + file;
    }
  }

  /**
   * A variable of the process's environment, which does not change while the process lives.
   *
   * @param variable the name of the variable
   * @param key its value
   */
  record FromEnvironment(String variable, Secret key) implements KeySource {
    /**
     * The key that {@code variable} holds in {@code environment}.
     *
     * @throws KeyUnavailableException when it is not set, empty or malformed
     */
    public static FromEnvironment of(String variable, Map<String, String> environment)
        throws KeyUnavailableException {
      String where = "environment variable " + variable;
      String value = environment.get(variable);
      if (value == null) {
        throw new KeyUnavailableException(where + " is not set");
      }
      return new FromEnvironment(variable, KeyText.parse(value, where));
    }

    @Override
    public Secret read() {
      return key;
    }

    @Override
    public String describe() {
      return "environment variable " + variable;
    }
  }
}
