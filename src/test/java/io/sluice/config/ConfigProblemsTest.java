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

  @TempDir Path dir;

  static Stream<Arguments> others() {
    return Stream.of(
        arguments("state-dir: ''", "1: state-dir: must be a path, not ''"),
        arguments("targets: [a]", "1: targets: must hold keys and values"),
        arguments("targets: {a: }", "1: targets.a: must hold keys and values"),
        arguments(
            "targets: {a: {}}",
            "1: targets.a.type: is required: embedded, pictograph, darwin or clarifai"),
        arguments(
            "targets:\n  a:\n    type: s3",
            "3: targets.a.type: must be embedded, pictograph, darwin or clarifai, not" + " 's3'"),
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
        arguments(
            "report: {interval: 60}",
            "1: report.interval: " + ConfigFolder.DURATION + ", not '60'"),
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
            "1: a\\x1b[31mb: unknown key; allowed are state-dir, forget-after, targets, folders, proxy,"
                + " ca-file, report"),
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
            "sluice.yaml:2: proxy: " + ConfigFolder.PROXY,
            "sluice.yaml:4: targets.labelling: a key is required: api-key-file, or api-key with a"
                + " ${NAME} reference",
            "sluice.yaml:6: targets.labelling.workers: must be a whole number from 1 to 64, not"
                + " 'many'",
            "sluice.yaml:9: folders[0].target: must be a target of this file (labelling), not"
                + " 'labeling'",
            "sluice.yaml:10: folders[0].watch: must be auto, events, poll or off, not 'never'",
            "sluice.yaml:12: folders[1].settle.max-wait: " + ConfigFolder.DURATION + ", not '10'",
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
