package io.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigTemplateTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scans",
        "road signs",
        "it's \"quoted\"",
        "a: b",
        "#1",
        "back\\slash",
        "Straße 道路",
        "- dash",
        "{x}",
        "[x]",
        "$HOME",
        "~",
        "null",
        "true",
        "12",
        "&a *b !c %d @e `f",
        "zero\u200bwidth",
        "trailing ",
        "\ud83d\ude97 car"
      })
  void loadsAsPrinted_whateverTheNames(String name) throws ConfigException {
    Path folder = directory.resolve(name);
    SluiceConfig config =
        new ConfigFolder(directory).load(ConfigTemplate.render("embedded", folder, name));
    FolderConfig expected = FolderConfig.adHoc(folder, "local", name, FolderConfig.DEFAULT_LAYOUT);
    assertEquals(List.of(expected), config.folders());
    assertInstanceOf(EmbeddedTargetConfig.class, config.targets().get(0));
  }

  @Test
  void loadsAPlatform_onceTheKeyIsStored() throws ConfigException {
    String yaml = ConfigTemplate.render("pictograph", directory.resolve("scans"), "signs");
    ConfigFolder files = new ConfigFolder(directory);
    assertTrue(files.problems(yaml).toString().contains("credentials/pictograph does not exist"));
    files.write("home/.config/sluice/credentials/pictograph", "pk_live_abcdef\n", "rw-------");
    SluiceConfig config = files.load(yaml);
    assertInstanceOf(PictographTargetConfig.class, config.targets().get(0));
    assertEquals("signs", config.folders().get(0).dataset());
  }

  @Test
  void loadsDarwin_onceTheKeyIsStored() throws ConfigException {
    String yaml = ConfigTemplate.render("darwin", directory.resolve("scans"), "signs");
    ConfigFolder files = new ConfigFolder(directory);
    assertTrue(files.problems(yaml).toString().contains("credentials/darwin does not exist"));
    files.write("home/.config/sluice/credentials/darwin", "abc1234.abcdef\n", "rw-------");
    SluiceConfig config = files.load(yaml);
    DarwinTargetConfig target = assertInstanceOf(DarwinTargetConfig.class, config.targets().get(0));
    assertEquals("https://darwin.v7labs.com", target.url().toString());
    assertTrue(target.team().isEmpty());
  }

  @Test
  void loadsClarifai_onceTheKeyIsStored() throws ConfigException {
    String yaml = ConfigTemplate.render("clarifai", directory.resolve("scans"), "signs");
    ConfigFolder files = new ConfigFolder(directory).with("CLARIFAI_APP_ID", "signs-2");
    assertTrue(files.problems(yaml).toString().contains("credentials/clarifai does not exist"));
    files.write("home/.config/sluice/credentials/clarifai", "0123abcd\n", "rw-------");
    ClarifaiTargetConfig target =
        assertInstanceOf(ClarifaiTargetConfig.class, files.load(yaml).targets().get(0));
    assertEquals("me", target.userId());
    assertEquals("signs-2", target.appId());
    assertEquals(32, target.batch().size());
    assertEquals(FolderLayout.PRESERVE_FOLDERS, files.load(yaml).folders().get(0).layout());
  }

  @Test
  void holdsWhenEveryOptionalSettingIsSwitchedOn() throws ConfigException {
    String yaml = ConfigTemplate.render("embedded", directory.resolve("scans"), "signs");
    String all =
        yaml.replaceAll("(?m)^( *)#(?=[a-z-]+:)", "$1")
            .replace("organize-by-class: true", "organize-by-class: false");
    ConfigFolder files = new ConfigFolder(directory).withAuthorities("authorities.pem");
    assertEquals("signs", files.load(all).folders().get(0).dataset());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pictograph", "darwin", "clarifai"})
  void holdsWhenEveryOptionalSettingOfTheFolderIsSwitchedOn(String type) throws ConfigException {
    String yaml = ConfigTemplate.render(type, directory.resolve("scans"), "signs");
    ConfigFolder files = new ConfigFolder(directory);
    files.write("home/.config/sluice/credentials/" + type, "abc1234.abcdef\n", "rw-------");
    int folders = yaml.indexOf("\nfolders:");
    String all =
        yaml.substring(0, folders)
            + yaml.substring(folders)
                .replaceAll("(?m)^    #(?=[a-z-]+:)", "    ")
                .replace("organize-by-class: true", "organize-by-class: false");
    assertEquals("signs", files.load(all).folders().get(0).dataset());
  }

  @Test
  void namesWhatOnlyOnePlatformHas_whereItHasIt() {
    for (String type : List.of("embedded", "pictograph", "darwin", "clarifai")) {
      String yaml = ConfigTemplate.render(type, directory.resolve("scans"), "signs");
      boolean downloads = !List.of("darwin", "clarifai").contains(type);
      assertEquals(downloads, yaml.contains("'content' downloads it once"), type);
      for (String key : List.of("unit", "item-merge-mode", "fps", "as-frames")) {
        assertEquals(type.equals("darwin"), yaml.contains("\n    #" + key + ": "), type);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "tab\there", "esc\u001b[31m", "nel\u0085", "${HOME}", "\uFFFD"})
  void refusesAName_thatNoConfigurationCanHold(String name) {
    assertThrows(
        IllegalArgumentException.class,
        () -> ConfigTemplate.render("embedded", directory.resolve("scans"), name));
  }

  @Test
  void refusesATypeByName() {
    assertEquals(
        "there is no target type 'x'; use embedded, pictograph, darwin or clarifai", refusal("x"));
  }

  private String refusal(String type) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> ConfigTemplate.render(type, directory.resolve("scans"), "signs"))
        .getMessage();
  }
}
