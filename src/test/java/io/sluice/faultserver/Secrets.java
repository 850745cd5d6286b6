package io.sluice.faultserver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Looks for keys and signatures where none may be. */
final class Secrets {
  private static final List<String> SECRETS = List.of(Platform.KEY, Platform.SIGNATURE);

  private Secrets() {}

  /** Whether any is in the text. */
  static List<String> within(String what, String text) {
    return SECRETS.stream()
        .filter(text::contains)
        .map(secret -> "a secret (" + secret.substring(0, 4) + "...) is in " + what)
        .toList();
  }

  /** Whether any is in a file of a directory. */
  static List<String> below(Path directory) throws IOException {
    List<String> found = new ArrayList<>();
    if (!Files.exists(directory)) {
      return found;
    }
    try (Stream<Path> walk = Files.walk(directory)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        found.addAll(within(file.getFileName().toString(), bytes));
      }
    }
    return found;
  }
}
