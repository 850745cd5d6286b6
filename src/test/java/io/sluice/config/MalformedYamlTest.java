package io.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that is no YAML, or more YAML than a configuration needs. */
class MalformedYamlTest {
  private static final String ELSE =
      "look for a missing colon, quote or bracket, or wrong indentation";

  @TempDir Path dir;

  static Stream<Arguments> malformed() {
    return Stream.of(
        arguments("a:\n\t- b", 2, 1, "indentation must be spaces, not a tab"),
        arguments(
            "a: 1\nb: c: d",
            2,
            5,
            "a second ': ' on the line, or wrong indentation; put a value with ': ' in quotes"),
        arguments(
            "a: 1\n b: 2",
            2,
            3,
            "a second ': ' on the line, or wrong indentation; put a value with ': ' in quotes"),
        arguments("a: \"x\nb: 2\n", 3, 1, "a quote is opened and never closed"),
        arguments("a: 'x\n", 2, 1, "a quote is opened and never closed"),
        arguments("a: [1, 2\nb: 3", 2, 2, "a list '[' is not closed, or a comma is missing"),
        arguments("a: {b: 1\nc: 2", 2, 2, "a '{' is not closed, or a comma is missing"),
        arguments("a: @b", 1, 4, "a value cannot begin with this character; put it in quotes"),
        arguments("a: [*.jpg]", 1, 6, "a value that begins with * must be in quotes"),
        arguments(
            "a: \"\\q\"",
            1,
            6,
            "an unknown escape after a backslash; use single quotes for plain backslashes"),
        arguments("a:\n  b: 1\n c: 2", 3, 2, "the indentation does not fit the lines above"),
        arguments("a: 1\nkey\nb: 2", 3, 1, "a ':' is missing after a key"),
        arguments("? [a]\n: b", 1, 4, ELSE));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void saysWhereAndWhat(String yaml, int line, int column, String message) {
    assertEquals(
        List.of("sluice.yaml:" + line + ": not valid YAML at column " + column + ": " + message),
        new ConfigFolder(dir).problems(yaml));
  }

  /** A key may stand on any line of a file that is just being written. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "api-key: pk_live_1: x",
        "api-key: @pk_live_1",
        "api-key: 'pk_live_1",
        "api-key: \"pk_live_1\\q\"",
        "api-key: [pk_live_1",
        "pk_live_1",
        "api-key: &pk_live_1",
        "api-key: *pk_live_1",
        "api-key: !pk_live_1 a",
        "targets: {a: {type: pictograph, api-key: pk_live_1}}",
        "targets: {a: {type: pictograph, api-key: '${pk_live_1'}}",
        "targets: {a: {type: pictograph, api-key: '${X:-pk_live_1}'}}",
        "targets: {a: {type: pictograph, api-key: {pk: pk_live_1}}}",
        "targets: {a: {type: pictograph, apikey: pk_live_1}}",
        "targets: {a: {type: pictograph, api-key: ' ${KEY}pk_live_1'}}",
        "targets: {a: {type: pictograph, api-key-file: '${KEY}'}}",
        "targets: {a: {type: pictograph, url: '${KEY}', workers: '${KEY}'}}",
      })
  void neverRepeatsAKey(String yaml) {
    List<String> problems = new ConfigFolder(dir).with("KEY", "value_pk_live_2").problems(yaml);

    assertFalse(problems.stream().anyMatch(p -> p.contains("pk_live_")), problems::toString);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatAConfigurationDoesNotNeed(String yaml, String expected) {
    assertEquals(
        expected.lines().map(line -> "sluice.yaml:" + line).toList(),
        new ConfigFolder(dir).problems(yaml));
  }

  static Stream<Arguments> refused() {
    String alias =
        "aliases are not accepted; write the value out, or put a pattern that begins with * in quotes";
    String tag = "tags ('!name') are not accepted; remove it";
    return Stream.of(
        arguments("- a", "1: the file must hold keys and values, such as 'folders:'"),
        arguments("just words", "1: the file must hold keys and values, such as 'folders:'"),
        arguments(
            "state-dir: /a\n---\nstate-dir: /b",
            "3: the file must hold one YAML document, not several ('---')"),
        arguments("folders: &x []\nstate-dir: *x", "2: state-dir: " + alias),
        arguments(
            "state-dir: !!java.io.File [/etc/passwd]",
            "1: state-dir: " + tag + "\n1: state-dir: must be a single value"),
        arguments("state-dir: !!javax.script.ScriptEngineManager /a", "1: state-dir: " + tag),
        arguments(
            "a: ".repeat(1) + "[".repeat(14) + "]".repeat(14), "1: nested deeper than 12 levels"),
        arguments("state-dir: /a\u0007b", "1: holds the control character 0x07; remove it"),
        arguments("state-dir: \"/a\n\n\u0000\"", "3: holds the control character 0x00; remove it"));
  }

  @Test
  void refusesBillionLaughs() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [lol, lol]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append(String.format("a%d: &a%d [%s]%n", i, i, ("*a" + (i - 1) + ", ").repeat(9)));
    }

    List<String> problems =
        assertTimeoutPreemptively(
            Duration.ofSeconds(60), () -> new ConfigFolder(dir).problems(bomb.toString()));

    assertEquals(
        "sluice.yaml:2: a1[0]: aliases are not accepted; write the value out, or put a pattern that begins with * in quotes",
        problems.stream().filter(p -> p.contains("alias")).findFirst().orElseThrow());
  }

  @Test
  void refusesFileOfTenMegabytes() {
    byte[] spaces = new byte[10_000_000];
    Arrays.fill(spaces, (byte) '#');

    assertEquals(
        List.of("sluice.yaml: the file is larger than 1 MB, the most a configuration may have"),
        new ConfigFolder(dir).problems(spaces));
  }

  /** The most that is read at all must be answered soon, whatever it is. */
  @ParameterizedTest
  @ValueSource(
      strings = {"[", "{", "- ", "a: ", "? ", "\"a\", ", "&a ", "!a ", "k: 1\n", "'", "\n", "%"})
  void answersSoon_whenAMegabyteIsHostile(String piece) {
    String text = piece.repeat(999_000 / piece.length());

    List<String> problems =
        assertTimeoutPreemptively(
            Duration.ofSeconds(60),
            () -> piece.equals("\n") ? List.of("empty") : new ConfigFolder(dir).problems(text));

    assertFalse(problems.isEmpty());
  }

  @Test
  void refusesTextThatIsNotUtf8() {
    byte[] latin1 =
        "state-dir: /a\nreport:\n  file: /caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);

    assertEquals(
        List.of("sluice.yaml:3: not UTF-8 text; save the file as UTF-8"),
        new ConfigFolder(dir).problems(latin1));
  }

  @Test
  void takesByteOrderMarkAndWindowsLineEnds() throws Exception {
    SluiceConfig config =
        new ConfigFolder(dir).load("\uFEFFstate-dir: /a\r\nreport:\r\n  format: json\r\n");

    assertEquals(Path.of("/a"), config.stateDirectory());
    assertEquals(ReportFormat.JSON, config.report().format());
  }

  @Test
  void aCharacterOfTwoHalves_isReadWhereverItStands() throws Exception {
    for (int length = 1_000; length < 1_050; length++) {
      String comment = "#" + "x".repeat(length) + "\ud83d\ude00\n";
      assertEquals(List.of(), new ConfigFolder(dir).load(comment).folders());
    }
  }
}
