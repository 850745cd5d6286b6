package io.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.target.KeySource;
import io.sluice.target.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every default, once. */
class ConfigDefaultsTest {
  @TempDir Path dir;

  private static final SettleConfig SETTLE =
      new SettleConfig(new QuietPeriod.Auto(), Duration.ofMinutes(10), true, OnIncomplete.HOLD, "");
  private static final ReportConfig REPORT =
      new ReportConfig(
          Duration.ofMinutes(1), Duration.ofHours(1), ReportFormat.TEXT, Optional.empty());

  private static FolderConfig signs(String target) {
    return new FolderConfig(
        Path.of("/srv/signs"),
        "signs",
        target,
        "signs",
        true,
        true,
        FolderLayout.ORGANIZE_BY_CLASS,
        "/",
        List.of(),
        List.of(),
        1,
        52_428_800,
        SETTLE,
        WatchMode.AUTO,
        Duration.ofMinutes(1),
        BacklogOrder.OLDEST,
        VerifyExisting.SIZE,
        OnConflict.REPORT,
        OnChange.REPORT,
        MediaConfig.DEFAULT,
        false);
  }

  private static final Duration MEMORY = Duration.ofDays(90);
  private static final BatchConfig BATCH = new BatchConfig(100, Duration.ofSeconds(2));

  private static EmbeddedTargetConfig local(Path state) {
    PaceConfig pace = new PaceConfig(1000, OptionalLong.empty(), OptionalLong.empty());
    return new EmbeddedTargetConfig("local", 8471, state.resolve("datasets"), pace, 8, BATCH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "# nothing but a comment\n", "---\n", "targets:\nfolders:\nreport:\n"})
  void isEmbeddedTargetWithoutFolders_whenFileSaysNothing(String yaml) throws Exception {
    SluiceConfig config = new ConfigFolder(dir).load(yaml);

    Path state = dir.resolve("home/.local/state/sluice");
    assertEquals(
        new SluiceConfig(
            state, MEMORY, NetworkConfig.DIRECT, List.of(local(state)), List.of(), REPORT),
        config);
  }

  @Test
  void isTheSame_whenThereIsNoFile() throws Exception {
    ConfigFolder folder = new ConfigFolder(dir).with("STATE_DIRECTORY", "/var/lib/sluice");

    assertEquals(folder.load(""), ConfigLoader.defaults(folder.environment()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/var/lib/sluice", "/var/lib/sluice:/var/lib/other"})
  void keepsStateWhereTheServiceManagerSays(String stateDirectory) {
    ConfigFolder folder = new ConfigFolder(dir).with("STATE_DIRECTORY", stateDirectory);

    SluiceConfig config = ConfigLoader.defaults(folder.environment());

    assertEquals(Path.of("/var/lib/sluice"), config.stateDirectory());
    assertEquals(List.of(local(Path.of("/var/lib/sluice"))), config.targets());
  }

  @Test
  void keepsStateInHome_whenStateDirectoryIsEmpty() {
    ConfigFolder folder = new ConfigFolder(dir).with("STATE_DIRECTORY", "");

    assertEquals(
        dir.resolve("home/.local/state/sluice"),
        ConfigLoader.defaults(folder.environment()).stateDirectory());
  }

  @Test
  void needsOnlyThePathOfAFolder() throws Exception {
    SluiceConfig config = new ConfigFolder(dir).load("folders: [{path: /srv/signs}]");

    assertEquals(List.of(signs("local")), config.folders());
  }

  @Test
  void feedsTheOnlyTarget_whenFolderNamesNone() throws Exception {
    SluiceConfig config =
        new ConfigFolder(dir)
            .load("targets: {here: {type: embedded}}\nfolders: [{path: /srv/signs}]");

    assertEquals(List.of(signs("here")), config.folders());
  }

  @Test
  void adHocFolderHasTheSameDefaults() {
    assertEquals(
        signs("local"),
        FolderConfig.adHoc(
            Path.of("/srv/signs"), "local", "signs", FolderLayout.ORGANIZE_BY_CLASS));
    assertEquals("all", FolderConfig.adHoc(Path.of("/"), "local", "all", FolderLayout.FLAT).name());
  }

  @Test
  void pictographNeedsOnlyAKey() throws Exception {
    SluiceConfig config =
        new ConfigFolder(dir)
            .with("KEY", "pk_live_1")
            .load("targets: {p: {type: pictograph, api-key: '${KEY}'}}");

    assertEquals(
        List.of(
            new PictographTargetConfig(
                "p",
                URI.create("https://api.pictograph.io"),
                new KeySource.FromEnvironment("KEY", new Secret("pk_live_1")),
                false,
                new PaceConfig(10, OptionalLong.empty(), OptionalLong.empty()),
                8,
                BATCH)),
        config.targets());
  }

  @Test
  void datasetIsTheFoldersName_whenOnlyThatIsGiven() throws Exception {
    SluiceConfig config = new ConfigFolder(dir).load("folders: [{path: /srv/signs, name: north}]");

    assertEquals("north", config.folders().get(0).dataset());
  }

  @Test
  void recordsRefuseWhatTheFileCouldNotSay() {
    PaceConfig pace = PaceConfig.PLATFORM_DEFAULT;
    KeySource key = new KeySource.FromEnvironment("KEY", new Secret("k"));
    URI http = URI.create("http://api.example.com");
    assertRefused(() -> new PaceConfig(0, OptionalLong.empty(), OptionalLong.empty()));
    assertRefused(() -> new PaceConfig(Double.NaN, OptionalLong.empty(), OptionalLong.empty()));
    assertRefused(() -> new PaceConfig(1, OptionalLong.empty(), OptionalLong.of(0)));
    assertRefused(() -> new EmbeddedTargetConfig("a", 65_536, dir, pace, 8, BATCH));
    assertRefused(() -> new EmbeddedTargetConfig("a", 1, Path.of("x"), pace, 8, BATCH));
    assertRefused(() -> new EmbeddedTargetConfig("a b", 1, dir, pace, 8, BATCH));
    assertRefused(() -> new PictographTargetConfig("a", http, key, false, pace, 8, BATCH));
    assertRefused(() -> new PictographTargetConfig("a", http, key, true, pace, 65, BATCH));
    assertRefused(() -> new BatchConfig(0, Duration.ZERO));
    assertRefused(() -> new BatchConfig(501, Duration.ZERO));
    assertRefused(() -> new BatchConfig(1, Duration.ofSeconds(-1)));
    assertRefused(() -> new QuietPeriod.Fixed(Duration.ZERO));
    assertRefused(() -> FolderConfig.adHoc(Path.of("x"), "a", "d", FolderLayout.FLAT));
    assertRefused(() -> FolderConfig.adHoc(dir, "a", "", FolderLayout.FLAT));
    assertRefused(
        () -> new SluiceConfig(dir, MEMORY, NetworkConfig.DIRECT, List.of(), List.of(), REPORT));
    assertRefused(
        () ->
            new SluiceConfig(
                dir,
                MEMORY,
                NetworkConfig.DIRECT,
                List.of(local(dir)),
                List.of(signs("x")),
                REPORT));
  }

  @Test
  void environmentNeverPrintsItsValues() {
    String text = new Environment(Map.of("KEY", "pk_live_1"), dir, dir).toString();

    assertEquals("Environment[1 variables, home=" + dir + "]", text);
  }

  private static void assertRefused(org.junit.jupiter.api.function.Executable construction) {
    assertThrows(IllegalArgumentException.class, construction);
  }
}
