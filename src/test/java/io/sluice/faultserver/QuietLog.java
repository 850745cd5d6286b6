package io.sluice.faultserver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * I9: whether what processes logged is quiet. No line twice for one class of fault in a minute, no
 * error where nothing of Sluice's own broke, no stack trace, no control character.
 */
final class QuietLog {
  /** Stamps are of when a line was written, on a busy machine later than it was decided on. */
  private static final Duration APART = Duration.ofSeconds(55);

  private static final Pattern LINE =
      Pattern.compile("(\\S+) +(ERROR|WARN|INFO|DEBUG) +(\\S+) - (.*)");

  private static final Pattern TRACE =
      Pattern.compile("^(\\s+at |Caused by: |\\s+Suppressed: |[\\w.]+(Exception|Error)(:|$)).*");

  /** Of these there is one for each file that ends badly. */
  private static final String FILES = "files";

  private final List<String> violations = new ArrayList<>();
  private final Map<String, OffsetDateTime> warned = new HashMap<>();
  private final Map<String, Integer> endings = new HashMap<>();

  private QuietLog() {}

  /** What is wrong with the logs of processes, one in each file that ends in {@code .err}. */
  static List<String> violations(Path logs) throws IOException {
    List<String> violations = new ArrayList<>();
    try (Stream<Path> files = Files.list(logs)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".err")).toList()) {
        violations.addAll(of(Files.readString(file, StandardCharsets.UTF_8)));
      }
    }
    return violations;
  }

  /** What is wrong with the log of one process. */
  static List<String> of(String log) {
    QuietLog quiet = new QuietLog();
    log.lines().forEach(quiet::line);
    return quiet.violations;
  }

  private void line(String line) {
    if (line.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      violations.add("I9 a control character in the log: " + line);
    }
    if (TRACE.matcher(line).matches()) {
      violations.add("I9 a stack trace in the log: " + line);
    }
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      return;
    }
    if (parts.group(2).equals("ERROR")) {
      violations.add("I9 an error in the log: " + line);
    } else if (parts.group(2).equals("WARN")) {
      warning(OffsetDateTime.parse(parts.group(1)), parts.group(3), parts.group(4), line);
    }
  }

  private void warning(OffsetDateTime at, String logger, String message, String line) {
    if (logger.equals(FILES)) {
      if (endings.merge(message, 1, Integer::sum) > 1) {
        violations.add("I9 said twice of a file: " + line);
      }
      return;
    }
    OffsetDateTime before = warned.put(faultClass(logger, message), at);
    if (before != null && Duration.between(before, at).compareTo(APART) < 0) {
      violations.add("I9 again after " + Duration.between(before, at) + ": " + line);
    }
  }

  /** What a line is about, without what differs from one time to the next. */
  private static String faultClass(String logger, String message) {
    int colon = message.indexOf(": ");
    String subject = colon < 0 ? message : message.substring(0, colon);
    return logger + " " + subject.replaceAll("\\d+", "#");
  }
}
