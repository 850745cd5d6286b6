package io.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad values of a target, each at its line. */
class TargetProblemsTest {
  private static final String ADDRESS =
      "must be an address such as https://api.example.com, without user, query or fragment";
  private static final String PLAIN_HTTP =
      "plain http would send the key readable to all on the way; use https, or accept it with"
          + " insecure-http: true";

  @TempDir Path dir;

  static Stream<Arguments> embeddedValues() {
    return Stream.of(
        arguments("port", "65536", "must be a whole number from 0 to 65535, not '65536'"),
        arguments("port", "-1", "must be a whole number from 0 to 65535, not '-1'"),
        arguments("port", "1e3", "must be a whole number from 0 to 65535, not '1e3'"),
        arguments("data-dir", "''", "must be a path, not ''"),
        arguments("batch-size", "0", "must be a whole number from 1 to 500, not '0'"),
        arguments("batch-size", "501", "must be a whole number from 1 to 500, not '501'"),
        arguments("batch-wait", "11m", "must be at most 10m, not '11m'"),
        arguments(
            "batch-wait",
            "2",
            "must be a duration with a unit such as 500ms, 2s, 10m, 1h or 90d, not '2'"),
        arguments("workers", "0", "must be a whole number from 1 to 64, not '0'"),
        arguments("workers", "65", "must be a whole number from 1 to 64, not '65'"),
        arguments(
            "requests-per-second", "0", "must be a number above 0 and at most 10000, not '0'"),
        arguments(
            "requests-per-second",
            ".inf",
            "must be a number above 0 and at most 10000, not '.inf'"),
        arguments("requests-per-hour", "0", "must be a whole number from 1 to 36000000, not '0'"),
        arguments(
            "requests-per-hour", "1.5", "must be a whole number from 1 to 36000000, not '1.5'"),
        arguments("bytes-per-second", "20", ConfigFolder.SIZE + ", not '20'"),
        arguments("bytes-per-second", "0MB", "must be above zero, not '0MB'"),
        arguments("ports", "1", "unknown key; did you mean 'port'?"),
        arguments(
            "colour",
            "red",
            "unknown key; allowed are type, port, data-dir, requests-per-second,"
                + " requests-per-hour, bytes-per-second, workers, batch-size, batch-wait"),
        arguments(
            "url",
            "https://a",
            "unknown key; allowed are type, port, data-dir, requests-per-second,"
                + " requests-per-hour, bytes-per-second, workers, batch-size, batch-wait"));
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

  @Test
  void takesTheTeamOfADarwinTarget() throws Exception {
    String yaml =
        "targets:\n  d:\n    type: darwin\n    api-key: ${KEY}\n    team: acme-2\nfolders: []";
    SluiceConfig config = new ConfigFolder(dir).with("KEY", "k").load(yaml);
    DarwinTargetConfig target = (DarwinTargetConfig) config.targets().get(0);
    assertEquals(Optional.of("acme-2"), target.team());
    assertEquals(config, new ConfigFolder(dir).with("KEY", "k").load(ConfigText.render(config)));
  }

  @Test
  void refusesATeamThatIsNoSlug() {
    String yaml = "targets:\n  d:\n    type: darwin\n    api-key: ${KEY}\n    team: a/b";
    assertEquals(
        List.of(
            "sluice.yaml:5: targets.d.team: must be a team's slug: letters, digits, '.', '_' and"
                + " '-', not 'a/b'"),
        new ConfigFolder(dir).with("KEY", "k").problems(yaml));
  }

  @Test
  void refusesTheTeamOfAnotherPlatform() {
    String yaml = "targets:\n  p:\n    type: pictograph\n    api-key: ${KEY}\n    team: acme";
    String problem = new ConfigFolder(dir).with("KEY", "k").problems(yaml).get(0);
    assertTrue(problem.startsWith("sluice.yaml:5: targets.p.team: unknown key"), problem);
  }

  @Test
  void refusesKeysOfOtherPlatforms_atADarwinTarget() {
    String yaml = "targets:\n  d:\n    type: darwin\n    api-key: ${KEY}\n    user-id: x";
    String problem = new ConfigFolder(dir).with("KEY", "k").problems(yaml).get(0);
    assertTrue(problem.startsWith("sluice.yaml:5: targets.d.user-id: unknown key"), problem);
  }

  private static final String CLARIFAI =
      "targets:\n  c:\n    type: clarifai\n    api-key: ${KEY}\n";

  @Test
  void takesAClarifaiTarget_andWritesItAsItWasRead() throws Exception {
    String yaml =
        CLARIFAI + "    user-id: me\n    app-id: a-1\nfolders: [{path: /a/b, labels: true}]";
    SluiceConfig config = new ConfigFolder(dir).with("KEY", "k").load(yaml);
    ClarifaiTargetConfig target = (ClarifaiTargetConfig) config.targets().get(0);
    assertEquals("https://api.clarifai.com", target.url().toString());
    assertEquals(32, target.batch().size());
    assertEquals(10, target.pace().requestsPerSecond());
    assertTrue(config.folders().get(0).labels());
    assertEquals(config, new ConfigFolder(dir).with("KEY", "k").load(ConfigText.render(config)));
  }

  @Test
  void takesTheVariablesOfThePlatform_whereTheFileSaysNothing() throws Exception {
    ConfigFolder folder =
        new ConfigFolder(dir)
            .with("KEY", "k")
            .with("CLARIFAI_USER_ID", "anna")
            .with("CLARIFAI_APP_ID", "signs")
            .with("CLARIFAI_API_BASE", "https://clarifai.example.com");
    ClarifaiTargetConfig target =
        (ClarifaiTargetConfig) folder.load(CLARIFAI + "folders: []").targets().get(0);
    assertEquals("anna", target.userId());
    assertEquals("signs", target.appId());
    assertEquals("https://clarifai.example.com", target.url().toString());
    ClarifaiTargetConfig told =
        (ClarifaiTargetConfig)
            folder
                .load(CLARIFAI + "    user-id: me\n    url: https://b.example.com\nfolders: []")
                .targets()
                .get(0);
    assertEquals("me", told.userId());
    assertEquals("https://b.example.com", told.url().toString());
  }

  static Stream<Arguments> clarifaiValues() {
    return Stream.of(
        arguments("batch-size: 0", "batch-size: must be a whole number from 1 to 128, not '0'"),
        arguments("batch-size: 129", "batch-size: must be a whole number from 1 to 128, not '129'"),
        arguments(
            "app-id: a/b",
            "app-id: must be an id: letters, digits, '.', '_' and '-', at most 100, not 'a/b'"),
        arguments("team: acme", "team: unknown key"));
  }

  @ParameterizedTest
  @MethodSource("clarifaiValues")
  void refusesValueOfClarifaiTarget(String line, String message) {
    String yaml = CLARIFAI + "    user-id: me\n    " + line;
    String problem =
        new ConfigFolder(dir).with("KEY", "k").with("CLARIFAI_APP_ID", "a").problems(yaml).get(0);
    assertTrue(problem.startsWith("sluice.yaml:6: targets.c." + message), problem);
  }

  @Test
  void asksForUserAndApp_whereNothingTellsThem() {
    assertEquals(
        List.of(
            "sluice.yaml:2: targets.c.user-id: is required, here or as $CLARIFAI_USER_ID",
            "sluice.yaml:2: targets.c.app-id: is required, here or as $CLARIFAI_APP_ID"),
        new ConfigFolder(dir).with("KEY", "k").problems(CLARIFAI));
  }

  @Test
  void takesNoKeyFromAVariableThatTheFileDoesNotName() {
    String yaml = "targets:\n  c:\n    type: clarifai\n    user-id: me\n    app-id: a";
    String problem = new ConfigFolder(dir).with("CLARIFAI_PAT", "k").problems(yaml).get(0);
    assertTrue(problem.contains("a key is required"), problem);
  }

  @Test
  void refusesLabels_whereThePlatformHasNone() {
    String yaml = "folders:\n  - path: /a\n    labels: true";
    assertEquals(
        List.of(
            "sluice.yaml:3: folders[0].labels: is for folders of a target of type clarifai;"
                + " remove it"),
        new ConfigFolder(dir).problems(yaml));
  }

  @Test
  void keepsWholePath_andTakesSingleFilesAlone_atAClarifaiTarget() throws Exception {
    String yaml = CLARIFAI + "    user-id: me\n    app-id: a-1\nfolders:\n  - path: /a/b\n";
    ConfigFolder folder = new ConfigFolder(dir).with("KEY", "k");
    FolderConfig read = folder.load(yaml + "    input-type: image\n").folders().get(0);
    assertEquals(FolderLayout.PRESERVE_FOLDERS, read.layout());
    String why = " is not for target c, which takes single files";
    assertEquals(
        List.of("sluice.yaml:9: folders[0].unit:" + why),
        folder.problems(yaml + "    unit: directory\n"));
    assertEquals(
        List.of("sluice.yaml:9: folders[0].fps:" + why), folder.problems(yaml + "    fps: 5\n"));
  }

  @ParameterizedTest
  @CsvSource({"image, 20MB", "text, 20MB", "video, 88MB", "audio, 20MB"})
  void theLargestFileFollowsTheType_andMoreIsRefused_atAClarifaiTarget(String type, String most)
      throws Exception {
    String yaml =
        CLARIFAI
            + "    user-id: me\n    app-id: a-1\nfolders:\n  - path: /a/b\n    input-type: "
            + type
            + "\n";
    ConfigFolder folder = new ConfigFolder(dir).with("KEY", "k");
    SluiceConfig config = folder.load(yaml);
    FolderConfig read = config.folders().get(0);
    assertEquals(most, ByteSizeText.render(read.maxSizeBytes()));
    assertEquals(config, folder.load(ConfigText.render(config)));
    assertEquals(
        1_000_000, folder.load(yaml + "    max-size: 1MB").folders().get(0).maxSizeBytes());
    assertEquals(
        List.of(
            "sluice.yaml:10: folders[0].max-size: is above the "
                + most
                + " that target c takes with input-type: "
                + type
                + "; remove it"),
        folder.problems(yaml + "    max-size: 88000001B"));
  }

  @Test
  void picturesAreMeant_whereNoTypeIsSaid_atAClarifaiTarget() throws Exception {
    String yaml = CLARIFAI + "    user-id: me\n    app-id: a-1\nfolders: [{path: /a/b}]";
    FolderConfig read = new ConfigFolder(dir).with("KEY", "k").load(yaml).folders().get(0);
    assertEquals(20_000_000, read.maxSizeBytes());
  }

  @Test
  void takesSidecars_whereThePlatformHasAnnotations_andRefusesThemElsewhere() throws Exception {
    String yaml = CLARIFAI + "    user-id: me\n    app-id: a-1\nfolders:\n  - path: /a/b\n";
    ConfigFolder folder = new ConfigFolder(dir).with("KEY", "k");
    SluiceConfig read = folder.load(yaml + "    annotations: required\n");
    assertEquals(Annotations.REQUIRED, read.folders().get(0).media().annotations());
    assertEquals(Annotations.NONE, folder.load(yaml).folders().get(0).media().annotations());
    assertEquals(
        List.of(
            "sluice.yaml:9: folders[0].annotations: must be none, optional or required, not 'x'"),
        folder.problems(yaml + "    annotations: x\n"));
    String marked = "    annotations: optional\n    settle: { done-file: \"{stem}.JSON\" }\n";
    assertTrue(folder.problems(yaml + marked).get(0).contains("excludes a done-file"));
    assertEquals(
        List.of(
            "sluice.yaml:3: folders[0].annotations: is for folders of a target of type clarifai;"
                + " remove it"),
        new ConfigFolder(dir).problems("folders:\n  - path: /a\n    annotations: none"));
  }

  @Test
  void refusesLabels_atADarwinTarget() {
    String yaml =
        "targets:\n  d:\n    type: darwin\n    api-key: ${KEY}\n"
            + "folders:\n  - path: /a\n    labels: true";
    String problem = new ConfigFolder(dir).with("KEY", "k").problems(yaml).get(0);
    assertTrue(problem.startsWith("sluice.yaml:7: folders[0].labels: is for folders"), problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "targets:\n  a b: {type: embedded}\nfolders: [{path: /a, target: a b}]",
        "targets:\n  a b: {type: embedded}\nfolders: [{path: /a}]",
        "targets:\n  a: {type: embedded}\n  a: {type: embedded}\nfolders: [{path: /a, target: a b}]"
      })
  void saysOnceWhatIsWrong_withANameThatNoTargetCanHave(String yaml) {
    List<String> problems = new ConfigFolder(dir).problems(yaml);
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.get(0).contains("targets"), problems.get(0));
  }
}
