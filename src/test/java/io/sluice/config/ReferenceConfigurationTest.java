package io.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped configuration loads, and it and the reference name every key that is built. */
class ReferenceConfigurationTest {
  private static final Path SHIPPED = Path.of("config/sluice.yaml");
  private static final Path REFERENCE = Path.of("docs/configuration.md");
  private static final Pattern KEY = Pattern.compile("^ *(?:- )?([a-z-]+):", Pattern.MULTILINE);

  @TempDir Path dir;

  private static String shipped() throws Exception {
    return Files.readString(SHIPPED, StandardCharsets.UTF_8);
  }

  /** With the '#' of every key taken away, as a reader would. */
  private static String uncommented() throws Exception {
    return Pattern.compile("^( *)#(?=[a-z]|- [a-z])", Pattern.MULTILINE)
        .matcher(shipped())
        .replaceAll("$1");
  }

  private ConfigFolder folder() {
    ConfigFolder folder =
        new ConfigFolder(dir)
            .with("CREDENTIALS_DIRECTORY", dir.resolve("cred").toString())
            .with("STATE_DIRECTORY", "/var/lib/sluice");
    folder.write("cred/pictograph", "pk_live_1\n", "r--------");
    folder.write("cred/darwin", "abc1234.abcdef\n", "r--------");
    folder.write("cred/clarifai", "0123456789abcdef0123456789abcdef\n", "r--------");
    folder.withAuthorities("authorities.pem");
    return folder;
  }

  private static Set<String> keysIn(String yaml) {
    return KEY.matcher(yaml)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void loadsAsItIsShipped_withoutAnyCredentials() throws Exception {
    SluiceConfig config = new ConfigFolder(dir).load(shipped());

    Path state = dir.resolve("home/.local/state/sluice");
    assertEquals(List.of(EmbeddedTargetConfig.implicit(state)), config.targets());
    assertEquals(
        List.of(
            FolderConfig.adHoc(
                Path.of("/srv/hot-folder/road-signs"),
                "local",
                "road-signs",
                FolderLayout.ORGANIZE_BY_CLASS)),
        config.folders());
  }

  @Test
  void loadsWithEveryKeyInUse() throws Exception {
    SluiceConfig config = folder().load(uncommented());

    assertEquals(4, config.targets().size());
    assertEquals(PaceConfig.PLATFORM_DEFAULT.requestsPerSecond(), 10);
    assertEquals(SettleConfig.DEFAULT, config.folders().get(0).settle());
  }

  @Test
  void namesEveryKeyThatIsBuilt_andNoneThatIsNot() throws Exception {
    Set<String> built = keysIn(ConfigMappingTest.EVERY_KEY);
    built.removeAll(Set.of("here", "labelling", "annotating", "tagging"));
    Set<String> named = keysIn(uncommented());
    named.removeAll(Set.of("local", "labelling", "annotating", "tagging"));

    assertEquals(built, named);
  }

  @Test
  void referenceExplainsEveryKeyThatIsBuilt() throws Exception {
    String reference = Files.readString(REFERENCE, StandardCharsets.UTF_8);
    Set<String> built = keysIn(ConfigMappingTest.EVERY_KEY);
    built.removeAll(Set.of("here", "labelling", "annotating", "tagging"));
    built.add("api-key");

    for (String key : built) {
      assertTrue(reference.contains("| `" + key + "` |"), key);
    }
  }

  @Test
  void referenceListsExactlyWhatIsRefused() throws Exception {
    String reference = Files.readString(REFERENCE, StandardCharsets.UTF_8);
    String listed = reference.substring(reference.indexOf("## Not built yet"));
    Set<String> expected =
        new TreeSet<>(NotBuilt.TARGET_TYPES.stream().map(t -> "type: " + t).toList());
    for (NotBuilt.Section section : NotBuilt.Section.values()) {
      expected.addAll(section.keys());
    }

    Set<String> found =
        Pattern.compile("`([^`]+)`")
            .matcher(listed)
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(expected, found);
  }
}
