package io.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with values and keys, said exactly. */
class ConfigProblemsTest {
  private static final String DURATION =
      "must be a duration with a unit such as 500ms, 2s, 10m, 1h or 90d";
  private static final String SIZE =
      "must be a size with a unit such as 1B, 100KB, 20MB, 50MiB or 2GB";
  private static final String DONE_FILE =
      "must be a plain file name such as COMPLETE, or a pattern with {name} or {stem} such as"
          + " {name}.done";
  private static final String VIRTUAL_FOLDER =
      "must be / or begin with it, such as /incoming/day, without . or ..";
  private static final String ADDRESS =
      "must be an address such as https://api.example.com, without user, query or fragment";
  private static final String PLAIN_HTTP =
      "plain http would send the key readable to all on the way; use https, or accept it with"
          + " insecure-http: true";

  @TempDir Path dir;

  /** A key of a folder, its bad value, and what is said. */
  static Stream<Arguments> folderValues() {
    return Stream.of(
        arguments("path", "''", "must be a path, not ''"),
        arguments("path", "'~'", "must be a path, not '~'"),
        arguments("path", "\"/a\\0b\"", "must be a path, not '/a\\x00b'"),
        arguments("path", "[/a]", "must be a single value"),
        arguments("path", "", "has no value; give one, or remove the key"),
        arguments(
            "name", "' '", "must be printable, not empty and at most 200 characters, not ' '"),
        arguments("target", "other", "must be a target of this file (local), not 'other'"),
        arguments(
            "dataset",
            "\"a\\nb\"",
            "must be printable, not empty and at most 200 characters, not 'a\\nb'"),
        arguments("create-if-missing", "yes", "must be true or false, not 'yes'"),
        arguments("skip-existing", "1", "must be true or false, not '1'"),
        arguments("organize-by-class", "True", "must be true or false, not 'True'"),
        arguments("preserve-folders", "on", "must be true or false, not 'on'"),
        arguments("virtual-folder", "a", VIRTUAL_FOLDER + ", not 'a'"),
        arguments("virtual-folder", "/a/../b", VIRTUAL_FOLDER + ", not '/a/../b'"),
        arguments("virtual-folder", "/a//b", VIRTUAL_FOLDER + ", not '/a//b'"),
        arguments("include", "'*.jpg'", "must be a list, such as [\"*.jpg\"]"),
        arguments("include", "", "must be a list, such as [\"*.jpg\"]"),
        arguments("exclude", "{a: b}", "must be a list, such as [\"*.jpg\"]"),
        arguments("min-size", "1", SIZE + ", not '1'"),
        arguments("min-size", "1.5MB", SIZE + ", not '1.5MB'"),
        arguments("max-size", "50Mb", SIZE + ", not '50Mb'"),
        arguments("max-size", "999999999999TB", "must be below 8000000TB, not '999999999999TB'"),
        arguments("max-size", "0B", "nothing fits: min-size 1B is above max-size 0B"),
        arguments("min-size", "1GB", "nothing fits: min-size 1GB is above max-size 50MiB"),
        arguments("watch", "inotify", "must be auto, events, poll or off, not 'inotify'"),
        arguments("rescan-interval", "60", DURATION + ", not '60'"),
        arguments("rescan-interval", "-1s", DURATION + ", not '-1s'"),
        arguments("rescan-interval", "1ms", "must be at least 100ms, not '1ms'"),
        arguments("settle", "auto", "must hold keys and values"),
        arguments(
            "on-conflict",
            "rename",
            "'rename' is not built yet in this version of Sluice; use" + " report"),
        arguments(
            "on-conflict", "fail", "'fail' is not built yet in this version of Sluice; use report"),
        arguments("on-conflict", "stop", "must be report, not 'stop'"),
        arguments(
            "on-change",
            "rename",
            "'rename' is not built yet in this version of Sluice; use" + " report"),
        arguments(
            "verify-existing",
            "content",
            "'content' is not built yet in this version of Sluice;" + " use size"));
  }

  @ParameterizedTest
  @MethodSource("folderValues")
  void refusesValueOfFolder(String key, String value, String message) {
    String path = key.equals("path") ? "" : "  - path: /a\n    name: n\n";
    String item = path.isEmpty() ? "  - path: " : "    " + key + ": ";
    int line = path.isEmpty() ? 2 : key.equals("name") ? 3 : 4;
    if (key.equals("name")) {
      path = "  - path: /a\n";
    }

    List<String> problems = new ConfigFolder(dir).problems("folders:\n" + path + item + value);

    assertEquals(List.of("sluice.yaml:" + line + ": folders[0]." + key + ": " + message), problems);
  }

  static Stream<Arguments> settleValues() {
    return Stream.of(
        arguments("quiet-period", "2", DURATION + ", or auto, not '2'"),
        arguments("quiet-period", "0s", "must be above zero and at most 3650d, or auto, not '0s'"),
        arguments("quiet-period", "11m", "must not be below quiet-period: 10m is less than 11m"),
        arguments("max-wait", "9999d", "must be above zero and at most 3650d, not '9999d'"),
        arguments("max-wait", "1h30m", DURATION + ", not '1h30m'"),
        arguments("check-structure", "maybe", "must be true or false, not 'maybe'"),
        arguments("on-incomplete", "skip", "must be hold or upload, not 'skip'"),
        arguments("done-file", "a/b", DONE_FILE + ", not 'a/b'"),
        arguments("done-file", "'{name}'", DONE_FILE + ", not '{name}'"),
        arguments("done-file", "'{nam}.done'", DONE_FILE + ", not '{nam}.done'"),
        arguments("done-file", "'*.done'", DONE_FILE + ", not '*.done'"),
        arguments("done-file", "..", DONE_FILE + ", not '..'"),
        arguments("maxwait", "1h", "unknown key; did you mean 'max-wait'?"));
  }

  @ParameterizedTest
  @MethodSource("settleValues")
  void refusesValueOfSettle(String key, String value, String message) {
    String yaml = "folders:\n  - path: /a\n    settle:\n      " + key + ": " + value;

    List<String> problems = new ConfigFolder(dir).problems(yaml);

    String at = message.contains("below quiet") ? "3: folders[0].settle.max-wait" : null;
    String place = at == null ? "4: folders[0].settle." + key : at;
    assertEquals(List.of("sluice.yaml:" + place + ": " + message), problems);
  }

  static Stream<Arguments> embeddedValues() {
    return Stream.of(
        arguments("port", "65536", "must be a whole number from 0 to 65535, not '65536'"),
        arguments("port", "-1", "must be a whole number from 0 to 65535, not '-1'"),
        arguments("port", "1e3", "must be a whole number from 0 to 65535, not '1e3'"),
        arguments("data-dir", "''", "must be a path, not ''"),
        arguments("workers", "0", "must be a whole number from 1 to 64, not '0'"),
        arguments("workers", "65", "must be a whole number from 1 to 64, not '65'"),
        arguments(
            "requests-per-second", "0", "must be a number above 0 and at most 10000, not '0'"),
        arguments(
            "requests-per-second",
            ".inf",
            "must be a number above 0 and at most 10000, not '.inf'"),
        arguments("bytes-per-second", "20", SIZE + ", not '20'"),
        arguments("bytes-per-second", "0MB", "must be above zero, not '0MB'"),
        arguments("ports", "1", "unknown key; did you mean 'port'?"),
        arguments(
            "colour",
            "red",
            "unknown key; allowed are type, port, data-dir, requests-per-second,"
                + " bytes-per-second, workers"),
        arguments(
            "url",
            "https://a",
            "unknown key; allowed are type, port, data-dir, requests-per-second,"
                + " bytes-per-second, workers"));
  }

  @ParameterizedTest
  @MethodSource("embeddedValues")
  void refusesValueOfEmbeddedTarget(String key, String value, String message) {
    String yaml = "targets:\n  here:\n    type: embedded\n    " + key + ": " + value;

    assertEquals(
        List.of("sluice.yaml:4: targets.here." + key + ": " + message),
        new ConfigFolder(dir).problems(yaml));
  }

  static Stream<Arguments> urls() {
    return Stream.of(
        arguments("http://api.example.com", PLAIN_HTTP),
        arguments("http://localhost.evil.test", PLAIN_HTTP),
        arguments("http://127.0.0.1.nip.io", PLAIN_HTTP),
        arguments("http://127.1", ADDRESS),
        arguments("http://10.0.0.1", PLAIN_HTTP),
        arguments("ftp://a", ADDRESS),
        arguments("api.example.com", ADDRESS),
        arguments("https://pk_live_1@a.example", ADDRESS),
        arguments("https://a.example/?key=pk_live_1", ADDRESS),
        arguments("https://a.example/#pk_live_1", ADDRESS),
        arguments("https://a b pk_live_1", ADDRESS),
        arguments("https://a.example:99999", ADDRESS),
        arguments("https:///path", ADDRESS));
  }

  @ParameterizedTest
  @MethodSource("urls")
  void refusesUrl(String url, String message) {
    String yaml = "targets:\n  p:\n    type: pictograph\n    api-key: ${KEY}\n    url: " + url;

    assertEquals(
        List.of("sluice.yaml:5: targets.p.url: " + message),
        new ConfigFolder(dir).with("KEY", "k").problems(yaml));
  }

  static Stream<Arguments> others() {
    return Stream.of(
        arguments("state-dir: ''", "1: state-dir: must be a path, not ''"),
        arguments("targets: [a]", "1: targets: must hold keys and values"),
        arguments("targets: {a: }", "1: targets.a: must hold keys and values"),
        arguments("targets: {a: {}}", "1: targets.a.type: is required: embedded or pictograph"),
        arguments(
            "targets:\n  a:\n    type: s3",
            "3: targets.a.type: must be embedded or pictograph, not" + " 's3'"),
        arguments(
            "targets:\n  a b: {type: embedded}",
            "2: targets.a b: not a target name; use letters, digits, '.', '_' and '-', at most 64"),
        arguments("folders: /a", "1: folders: must be a list ('- ' before each)"),
        arguments("folders:\n  - /a", "2: folders[0]: must hold keys and values"),
        arguments(
            "folders:\n  - name: a", "2: folders[0].path: is required: the directory to watch"),
        arguments(
            "folders:\n  - path: /",
            "2: folders[0].name: is required: the last part of path is no" + " name"),
        arguments(
            "targets: {a: {type: embedded}, b: {type: embedded, port: 0, data-dir: /b}}\n"
                + "folders:\n  - path: /x",
            "3: folders[0].target: is required, since there are several: a, b"),
        arguments(
            "folders:\n  - path: /a\n    organize-by-class: true\n    preserve-folders: true",
            "4: folders[0].preserve-folders: excludes organize-by-class: true; keep one of them"),
        arguments(
            "folders:\n  - path: /a/x\n  - path: /b/x\n    dataset: y",
            "3: folders[1].name: 'x' is the folder on line 2 too; give each its own"),
        arguments(
            "folders:\n  - path: /a\n    include: ['*.jpg', ' ']",
            "3: folders[0].include[1]: must be a pattern such as *.jpg or raw/**, not ' '"),
        arguments("report: {interval: 60}", "1: report.interval: " + DURATION + ", not '60'"),
        arguments(
            "report: {when-idle: 1ms}", "1: report.when-idle: must be at least 100ms, not '1ms'"),
        arguments("report: {format: xml}", "1: report.format: must be text or json, not 'xml'"),
        arguments("report: {file: ''}", "1: report.file: must be a path, not ''"),
        arguments(
            "report: {fromat: text}", "1: report.fromat: unknown key; did you mean 'format'?"),
        arguments(
            "statedir: /a\nfolder: []",
            "1: statedir: unknown key; did you mean 'state-dir'?\n"
                + "2: folder: unknown key; did you mean 'folders'?"),
        arguments(
            "\"a\\u001b[31mb\": 1",
            "1: a\\x1b[31mb: unknown key; allowed are state-dir, targets, folders, report"),
        arguments(
            "report: {interval: 2s}\nreport: {interval: 3s}",
            "2: report: stands twice; the first is on line 1"));
  }

  @ParameterizedTest
  @MethodSource("others")
  void refuses(String yaml, String expected) {
    List<String> lines = expected.lines().map(line -> "sluice.yaml:" + line).toList();

    assertEquals(lines, new ConfigFolder(dir).problems(yaml));
  }

  @Test
  void suggestsAKeyThatIsNotBuiltYet() {
    assertEquals(
        List.of("sluice.yaml:2: folders[0].lables: unknown key; did you mean 'labels'?"),
        new ConfigFolder(dir).problems("folders:\n  - lables: true\n    path: /a"));
  }

  @Test
  void refusesEmbeddedTargetsThatShareAPortOrAPlace() {
    String yaml =
        """
        targets:
          a: {type: embedded}
          b:
            type: embedded
          c: {type: embedded, port: 0, data-dir: /c}
          d: {type: embedded, port: 0, data-dir: /d}
        """;

    assertEquals(
        List.of(
            "sluice.yaml:3: targets.b.data-dir: is that of target a too; give each its own",
            "sluice.yaml:3: targets.b.port: is that of target a too; give each its own"),
        new ConfigFolder(dir).problems(yaml));
  }

  @Test
  void saysNothingAboutATarget_whenTheTargetsCouldNotBeRead() {
    String yaml =
        """
        targets:
          a: {type: embedded}
          b: {type: embedded, port: 0, data-dir: /b}
          a: {type: embedded}
        folders:
          - path: /x
          - {path: /y, target: c}
        """;

    assertEquals(
        List.of("sluice.yaml:4: targets.a: stands twice; the first is on line 2"),
        new ConfigFolder(dir).problems(yaml));
  }

  @Test
  void tellsAllProblemsTogether_sortedByLine() {
    String yaml =
        """
        state-dir: ""
        proxy: http://proxy
        targets:
          labelling:
            type: pictograph
            workers: many
        folders:
          - path: /srv/a
            target: labeling
            watch: never
          - path: /srv/b
            settle: {max-wait: 10}
          - path: /srv/c
        reports: {}
        """;

    assertEquals(
        List.of(
            "sluice.yaml:1: state-dir: must be a path, not ''",
            "sluice.yaml:2: proxy: not built yet in this version of Sluice; remove it",
            "sluice.yaml:4: targets.labelling: a key is required: api-key-file, or api-key with a"
                + " ${NAME} reference",
            "sluice.yaml:6: targets.labelling.workers: must be a whole number from 1 to 64, not"
                + " 'many'",
            "sluice.yaml:9: folders[0].target: must be a target of this file (labelling), not"
                + " 'labeling'",
            "sluice.yaml:10: folders[0].watch: must be auto, events, poll or off, not 'never'",
            "sluice.yaml:12: folders[1].settle.max-wait: " + DURATION + ", not '10'",
            "sluice.yaml:14: reports: unknown key; did you mean 'report'?"),
        new ConfigFolder(dir).problems(yaml));
  }

  @Test
  void messageOfTheExceptionIsAllProblems() {
    ConfigException e =
        assertThrows(
            ConfigException.class, () -> new ConfigFolder(dir).load("a: 1\nreport: {b: 2}"));

    assertEquals(
        e.problems().stream().map(Problem::render).collect(Collectors.joining("\n")),
        e.getMessage());
    assertEquals(List.of(1, 2), e.problems().stream().map(Problem::line).toList());
    assertEquals(List.of("a", "report.b"), e.problems().stream().map(Problem::key).toList());
  }

  @Test
  void stopsAtAThousandProblems() {
    String yaml =
        IntStream.range(0, 5000).mapToObj(i -> "k" + i + ": 1").collect(Collectors.joining("\n"));

    List<String> problems = new ConfigFolder(dir).problems(yaml);

    assertEquals(1001, problems.size());
    assertEquals(
        "sluice.yaml: there are more than 1000 problems; these are the first found",
        problems.get(0));
    assertEquals("sluice.yaml:1000", problems.get(1000).substring(0, 16));
  }

  @Test
  void refusesMoreFoldersThanAnyoneMeans() {
    String items =
        IntStream.range(0, 1001)
            .mapToObj(i -> "  - path: /x/" + i)
            .collect(Collectors.joining("\n"));

    assertEquals(
        List.of("sluice.yaml:2: folders: there are 1001; at most 1000 are taken"),
        new ConfigFolder(dir).problems("folders:\n" + items));
  }

  @Test
  void refusesFileThatIsNotThere() {
    Environment environment = new ConfigFolder(dir).environment();
    ConfigException missing =
        assertThrows(
            ConfigException.class, () -> ConfigLoader.load(dir.resolve("no.yaml"), environment));
    ConfigException directory =
        assertThrows(ConfigException.class, () -> ConfigLoader.load(dir, environment));

    assertEquals(dir.resolve("no.yaml") + ": the file does not exist", missing.getMessage());
    assertEquals(dir + ": is a directory; name the file in it", directory.getMessage());
    assertFalse(Files.exists(dir.resolve("no.yaml")));
  }
}
