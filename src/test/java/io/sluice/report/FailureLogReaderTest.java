package io.sluice.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FailureLogReaderTest {
  private static final String GOOD =
      "{\"path\":\"a/1.png\",\"folder\":\"signs\",\"dataset\":\"d\",\"more\":[1,{\"x\":2}]}";

  @TempDir private Path directory;
  private final List<LoggedFailure> found = new ArrayList<>();
  private final List<String> bad = new ArrayList<>();

  private void read(byte[] log) throws IOException {
    Path file = Files.write(directory.resolve("log"), log);
    new FailureLogReader(found::add, (number, reason) -> bad.add(number + " " + reason)).read(file);
  }

  private void read(String log) throws IOException {
    read(log.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsEachLine_withAndWithoutAnEndOfLine() throws Exception {
    read(GOOD + "\r\n\n" + GOOD);
    assertEquals(
        List.of(
            new LoggedFailure(1, "signs", "d", "a/1.png"),
            new LoggedFailure(3, "signs", "d", "a/1.png")),
        found);
    assertEquals(List.of(), bad);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "[]",
        "3",
        "{}",
        "{\"path\":\"a\"}",
        "{\"folder\":\"a\"}",
        "{\"path\":\"\",\"folder\":\"a\"}",
        "{\"path\":1,\"folder\":\"a\"}",
        "{\"path\":\"a\",\"folder\":\"b\"} {}",
        "{\"path\":\"a\",\"folder\":\"b\",\"x\":[[[[[[[[[[[[]]]]]]]]]]]]}",
        "\u0000\u0000"
      })
  void tellsOfALineThatIsNoneOfOurs_andGoesOn(String line) throws Exception {
    read(line + "\n" + GOOD + "\n");
    assertEquals(1, bad.size(), bad.toString());
    assertTrue(bad.get(0).startsWith("1 it "), bad.toString());
    assertEquals(2, found.get(0).line());
  }

  @Test
  void keepsNoMoreThanItsLimitOfALine() throws Exception {
    int most = FailureLogReader.LONGEST_LINE_BYTES;
    String long1 = GOOD.replace("a/1.png", "x".repeat(most));
    String fits = GOOD.replace("a/1.png", "x".repeat(most - GOOD.length() + 7));
    assertEquals(most, fits.length());
    read(long1 + "\n" + fits + "\n" + GOOD);
    assertEquals(List.of("1 it is longer than " + most + " bytes"), bad);
    assertEquals(List.of(2L, 3L), found.stream().map(LoggedFailure::line).toList());
  }

  @Test
  void refusesBytesThatAreNoText() throws Exception {
    read(new byte[] {'{', (byte) 0xff, '}', '\n'});
    assertEquals(List.of("1 it is not UTF-8"), bad);
  }
}
