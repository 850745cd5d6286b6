package io.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTextTest {
  @TempDir Path dir;

  @Test
  void canBeLoadedAgain_withEveryKeySet() throws Exception {
    ConfigFolder folder = new ConfigFolder(dir);
    folder.write("keys/pictograph", "pk_live_1", "rw-------");
    folder.withAuthorities("authorities.pem");
    SluiceConfig config = folder.load(ConfigMappingTest.EVERY_KEY);

    assertEquals(config, folder.load(ConfigText.render(config)));
  }

  @Test
  void canBeLoadedAgain_withNamesThatYamlWouldMisread() throws Exception {
    ConfigFolder folder = new ConfigFolder(dir);
    SluiceConfig config =
        folder.load(
            """
            folders:
              - {path: /a, name: "true", dataset: "null"}
              - {path: /b, name: "1e3", dataset: "# no"}
              - {path: /c, name: "- x: y", dataset: "*it's \\"quoted\\"", include: ["*.jpg", "!x", "a\\\\ b"]}
              - {path: "/Straße", name: "~", dataset: "%x", exclude: ["", "[ab]*"]}
            """
                .replace("\"\", ", "\" x\", "));

    assertEquals(config, folder.load(ConfigText.render(config)));
  }

  @Test
  void showsDefaultsAndTheSourceOfAKey_neverTheKey() throws Exception {
    SluiceConfig config =
        new ConfigFolder(dir)
            .with("KEY", "pk_live_1")
            .load(
                """
                state-dir: /state
                targets: {p: {type: pictograph, api-key: '${KEY}'}}
                folders: [{path: /srv/signs}]
                """);

    String text = ConfigText.render(config);

    assertFalse(text.contains("pk_live_1"), text);
    assertEquals(
        """
        state-dir: /state
        forget-after: 90d
        proxy: ""
        targets:
          p:
            type: pictograph
            url: https://api.pictograph.io
            api-key: "${KEY}"
            insecure-http: false
            workers: 8
            requests-per-second: 10
            batch-size: 100
            batch-wait: 2s
        folders:
          - path: /srv/signs
            name: signs
            target: p
            dataset: signs
            create-if-missing: true
            skip-existing: true
            on-conflict: report
            on-change: report
            organize-by-class: true
            preserve-folders: false
            virtual-folder: /
            include: []
            exclude: []
            min-size: 1B
            max-size: 50MiB
            settle:
              quiet-period: auto
              max-wait: 10m
              check-structure: true
              on-incomplete: hold
              done-file: ""
            watch: auto
            rescan-interval: 1m
            order: oldest
            verify-existing: size
        report:
          interval: 1m
          when-idle: 1h
          format: text
        """,
        text);
  }
}
