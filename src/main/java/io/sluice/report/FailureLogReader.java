package io.sluice.report;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what {@link FailureLog} writes, line by line. The file may have been edited, cut or made up
 * by anybody: a line that is none of ours is told of by its number, and no line is kept longer than
 * {@value #LONGEST_LINE_BYTES} bytes.
 */
public final class FailureLogReader {
  static final int LONGEST_LINE_BYTES = 262_144;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(8)
                          .maxDocumentLength(LONGEST_LINE_BYTES)
                          .maxNameLength(100)
                          .maxNumberLength(100)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Consumer<LoggedFailure> failures;
  private final BadLines bad;
  private long number;

  /** Takes the lines that cannot be used. */
  public interface BadLines {
    /**
     * One line.
     *
     * @param number from 1
     * @param reason in words for people, without a part of the line
     */
    void bad(long number, String reason);
  }

  /**
   * @param failures takes each failure, in the order of the lines
   */
  public FailureLogReader(Consumer<LoggedFailure> failures, BadLines bad) {
    this.failures = failures;
    this.bad = bad;
  }

  /** Reads a log to its end; empty lines are passed over. */
  public void read(Path log) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(log), 1 << 16)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      boolean tooLong = false;
      int next = in.read();
      while (next >= 0) {
        if (next == '\n') {
          end(line, tooLong);
          tooLong = false;
        } else if (line.size() < LONGEST_LINE_BYTES) {
          line.write(next);
        } else {
          tooLong = true;
        }
        next = in.read();
      }
      if (line.size() > 0) {
        end(line, tooLong);
      }
    }
  }

  private void end(ByteArrayOutputStream line, boolean tooLong) {
    number++;
    byte[] bytes = line.toByteArray();
    line.reset();
    if (tooLong) {
      bad.bad(number, "it is longer than " + LONGEST_LINE_BYTES + " bytes");
      return;
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (!text.isBlank()) {
        parse(text);
      }
    } catch (CharacterCodingException e) {
      bad.bad(number, "it is not UTF-8");
    }
  }

  private void parse(String text) {
    JsonNode json;
    try {
      json = MAPPER.readTree(text);
    } catch (JacksonException e) {
      bad.bad(number, "it is not JSON");
      return;
    }
    Optional<String> path = text(json, "path");
    Optional<String> folder = text(json, "folder");
    if (path.isPresent() && folder.isPresent()) {
      failures.accept(
          new LoggedFailure(number, folder.get(), text(json, "dataset").orElse(""), path.get()));
    } else {
      bad.bad(number, "it has no path and folder");
    }
  }

  private static Optional<String> text(JsonNode json, String field) {
    return json.path(field).stringValueOpt().filter(value -> !value.isEmpty());
  }
}
