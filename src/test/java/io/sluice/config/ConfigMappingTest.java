package io.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.target.KeySource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every key lands in its component. */
class ConfigMappingTest {
  static final String EVERY_KEY =
      """
      state-dir: /var/lib/state
      forget-after: 30d
      proxy: http://Proxy.example.com:3128/
      ca-file: authorities.pem
      targets:
        here:
          type: embedded
          port: 0
          data-dir: /data/sets
          workers: 2
          requests-per-second: 0.5
          requests-per-hour: 900
          bytes-per-second: 20MB
        labelling:
          type: pictograph
          url: HTTPS://Api.Example.com:443/base/
          api-key-file: keys/pictograph
          insecure-http: true
          workers: 64
          batch-size: 500
          batch-wait: 0s
          requests-per-second: 25
          bytes-per-second: 1KiB
        annotating:
          type: darwin
          team: acme
          api-key-file: keys/pictograph
        tagging:
          type: clarifai
          user-id: me
          app-id: signs-2
          api-key-file: keys/pictograph
          batch-size: 128
      folders:
        - path: /srv/hot folder/signs/
          name: signs
          target: labelling
          dataset: 2024
          create-if-missing: false
          skip-existing: false
          organize-by-class: false
          preserve-folders: true
          virtual-folder: /incoming/day 1/
          include: ["*.jpg", "**/*.png"]
          exclude:
            - raw/
          min-size: 100KB
          max-size: 2GB
          settle:
            quiet-period: 500ms
            max-wait: 1h
            check-structure: false
            on-incomplete: upload
            done-file: "{stem}.done"
          watch: poll
          rescan-interval: 90d
          on-conflict: fail
          on-change: rename
          verify-existing: content
          order: newest
          input-type: image
          unit: file
          item-merge-mode: slots
          fps: native
          as-frames: false
        - path: /srv/kinds
          target: tagging
          labels: true
          annotations: optional
      report:
        interval: 10s
        when-idle: 2h
        format: json
        file: report.jsonl
      """;

  @TempDir Path dir;

  @Test
  void readsEveryKey() throws Exception {
    ConfigFolder folder = new ConfigFolder(dir);
    Path key = folder.write("keys/pictograph", "pk_live_1\n", "rw-------");
    folder.withAuthorities("authorities.pem");

    SluiceConfig config = folder.load(EVERY_KEY);

    assertEquals(Path.of("/var/lib/state"), config.stateDirectory());
    assertEquals(Duration.ofDays(30), config.forgetAfter());
    assertEquals(
        Optional.of(new ProxyConfig.Server("proxy.example.com", 3128, Optional.empty())),
        config.network().proxy().server());
    CaFile authorities = config.network().caFile().orElseThrow();
    assertEquals(dir.resolve("authorities.pem"), authorities.path());
    assertEquals(2, authorities.certificates().size());
    assertEquals(List.of(here(), labelling(key), annotating(key), tagging(key)), config.targets());
    assertEquals(signs(), config.folders().get(0));
    assertTrue(config.folders().get(1).labels());
    assertEquals(FolderLayout.PRESERVE_FOLDERS, config.folders().get(1).layout());
    assertEquals(2, config.folders().size());
    assertEquals(
        new ReportConfig(
            Duration.ofSeconds(10),
            Duration.ofHours(2),
            ReportFormat.JSON,
            Optional.of(dir.resolve("report.jsonl"))),
        config.report());
    assertEquals(Optional.of(here()), config.target("here"));
    assertEquals(Optional.of(signs()), config.folder("signs"));
    assertEquals(Optional.empty(), config.folder("other"));
  }

  private static TargetConfig here() {
    PaceConfig pace = new PaceConfig(0.5, OptionalLong.of(900), OptionalLong.of(20_000_000));
    return new EmbeddedTargetConfig("here", 0, Path.of("/data/sets"), pace, 2, BatchConfig.DEFAULT);
  }

  private static TargetConfig labelling(Path key) {
    return new PictographTargetConfig(
        "labelling",
        URI.create("https://api.example.com/base"),
        new KeySource.FromFile(key, Set.of()),
        true,
        new PaceConfig(25, OptionalLong.empty(), OptionalLong.of(1024)),
        64,
        new BatchConfig(500, Duration.ZERO));
  }

  private static TargetConfig annotating(Path key) {
    return new DarwinTargetConfig(
        "annotating",
        URI.create("https://darwin.v7labs.com"),
        Optional.of("acme"),
        new KeySource.FromFile(key, Set.of()),
        false,
        PaceConfig.PLATFORM_DEFAULT,
        8,
        BatchConfig.DEFAULT);
  }

  private static TargetConfig tagging(Path key) {
    return new ClarifaiTargetConfig(
        "tagging",
        URI.create("https://api.clarifai.com"),
        "me",
        "signs-2",
        new KeySource.FromFile(key, Set.of()),
        false,
        PaceConfig.PLATFORM_DEFAULT,
        8,
        new BatchConfig(128, Duration.ofSeconds(2)));
  }

  private static FolderConfig signs() {
    return new FolderConfig(
        Path.of("/srv/hot folder/signs"),
        "signs",
        "labelling",
        "2024",
        false,
        false,
        FolderLayout.PRESERVE_FOLDERS,
        "/incoming/day 1",
        List.of("*.jpg", "**/*.png"),
        List.of("raw/"),
        100_000,
        2_000_000_000,
        new SettleConfig(
            new QuietPeriod.Fixed(Duration.ofMillis(500)),
            Duration.ofHours(1),
            false,
            OnIncomplete.UPLOAD,
            "{stem}.done"),
        WatchMode.POLL,
        Duration.ofDays(90),
        BacklogOrder.NEWEST,
        VerifyExisting.CONTENT,
        OnConflict.FAIL,
        OnChange.RENAME,
        new MediaConfig(
            Optional.of(InputType.IMAGE), Optional.of(VideoRate.NATIVE), false, Optional.empty()),
        false);
  }

  @ParameterizedTest
  @CsvSource({
    "'', ORGANIZE_BY_CLASS",
    "'organize-by-class: true', ORGANIZE_BY_CLASS",
    "'organize-by-class: false', FLAT",
    "'preserve-folders: true', PRESERVE_FOLDERS",
    "'organize-by-class: true, preserve-folders: false', ORGANIZE_BY_CLASS",
    "'organize-by-class: false, preserve-folders: true', PRESERVE_FOLDERS",
    "'organize-by-class: false, preserve-folders: false', FLAT",
  })
  void twoSwitchesMakeTheLayout(String switches, FolderLayout layout) throws Exception {
    SluiceConfig config = new ConfigFolder(dir).load("folders: [{path: /a, " + switches + "}]");

    assertEquals(layout, config.folders().get(0).layout());
  }

  @ParameterizedTest
  @CsvSource({
    "/srv/a, /srv/a",
    "/srv//a/./b/../c/, /srv/a/c",
    "inbox, DIR/inbox",
    "./inbox, DIR/inbox",
    "~/inbox, DIR/home/inbox",
    "'${BASE}/in', /base/in",
    "'${NONE:-/fall}/in', /fall/in",
  })
  void pathStartsFromTheFileOrHome(String written, String expected) throws Exception {
    SluiceConfig config =
        new ConfigFolder(dir)
            .with("BASE", "/base")
            .load("folders: [{path: \"" + written + "\", name: n}]");

    assertEquals(Path.of(expected.replace("DIR", dir.toString())), config.folders().get(0).path());
  }

  @Test
  void takesNamesThatAreNotAscii() throws Exception {
    SluiceConfig config = new ConfigFolder(dir).load("folders: [{path: /srv/Straße/日本}]");

    FolderConfig folder = config.folders().get(0);
    assertEquals("日本", folder.name());
    assertEquals("/srv/Stra%C3%9Fe/%E6%97%A5%E6%9C%AC", folder.path().toUri().getRawPath());
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8471, http://localhost:8471",
    "http://LOCALHOST/, http://localhost",
    "http://127.0.0.1:80, http://127.0.0.1",
    "http://127.9.9.9, http://127.9.9.9",
    "'http://[::1]:99', 'http://[::1]:99'",
    "https://example.com:8443/a//, https://example.com:8443/a",
  })
  void takesPlainHttpToLoopbackOnly(String url, URI expected) throws Exception {
    SluiceConfig config =
        new ConfigFolder(dir)
            .with("KEY", "k")
            .load("targets: {p: {type: pictograph, api-key: '${KEY}', url: '" + url + "'}}");

    assertEquals(expected, ((PictographTargetConfig) config.targets().get(0)).url());
  }

  @ParameterizedTest
  @CsvSource({"''", "COMPLETE", ".done", "'{name}.done'", "'{stem}'", "'x-{stem}-{name}'"})
  void takesDoneFile(String doneFile) throws Exception {
    SluiceConfig config =
        new ConfigFolder(dir)
            .load("folders: [{path: /a, settle: {done-file: '" + doneFile + "'}}]");

    assertEquals(doneFile, config.folders().get(0).settle().doneFile());
  }
}
