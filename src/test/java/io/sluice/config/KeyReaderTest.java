package io.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.target.KeySource;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a key may come from, and that loading tries it. */
class KeyReaderTest {
  private static final String FILE_NAMED_BY =
      "targets:\n  p:\n    type: pictograph\n    api-key-file: ";
  private static final String KEY = "targets:\n  p:\n    type: pictograph\n    api-key: ";

  @TempDir Path dir;

  private static KeySource keyOf(SluiceConfig config) {
    return ((PictographTargetConfig) config.targets().get(0)).key();
  }

  @Test
  void takesFileOfTheServiceManager_whateverItsMode() throws Exception {
    ConfigFolder folder =
        new ConfigFolder(dir).with("CREDENTIALS_DIRECTORY", dir.resolve("cred").toString());
    Path file = folder.write("cred/pictograph", "pk_live_1", "r--r-----");

    SluiceConfig config =
        folder.load(FILE_NAMED_BY + "${CREDENTIALS_DIRECTORY:-/etc/sluice/credentials}/pictograph");

    assertEquals(new KeySource.FromFile(file, Set.of(dir.resolve("cred"))), keyOf(config));
    assertEquals("pk_live_1", keyOf(config).read().reveal());
  }

  @Test
  void refusesFileThatOthersCanRead() {
    ConfigFolder folder = new ConfigFolder(dir);
    Path file = folder.write("key", "pk_live_1", "rw-r-----");

    assertEquals(
        List.of(
            "sluice.yaml:4: targets.p.api-key-file: key file "
                + file
                + " is open to others than its owner (mode 0640); run: chmod 600 "
                + file),
        folder.problems(FILE_NAMED_BY + "key"));
  }

  @Test
  void refusesFileThatIsMissing() {
    assertEquals(
        List.of("sluice.yaml:4: targets.p.api-key-file: key file /no/key does not exist"),
        new ConfigFolder(dir).problems(FILE_NAMED_BY + "${NONE:-/no}/key"));
  }

  @Test
  void hidesWhatAVariableHolds_whenItStandsForTheFile() {
    assertEquals(
        List.of(
            "sluice.yaml:4: targets.p.api-key-file: what ${KEY} names must be a file that exists"
                + " and that its owner alone can read (chmod 600); a variable that holds the key"
                + " itself belongs behind api-key"),
        new ConfigFolder(dir).with("KEY", "pk_live_1").problems(FILE_NAMED_BY + "${KEY}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"pk_live_1", "'${A}${B}'", "'${A:-x}'", "'x${A}'", "'${A} '", "$A", "''", "'${}'"})
  void refusesEverythingButAReference(String value) {
    assertEquals(
        List.of(
            "sluice.yaml:4: targets.p.api-key: must be a ${NAME} reference alone: a key never stands"
                + " in this file; if it was one, replace the key"),
        new ConfigFolder(dir).with("A", "a").problems(KEY + value));
  }

  @Test
  void refusesVariableThatIsNotSetOrEmpty() {
    assertEquals(
        List.of("sluice.yaml:4: targets.p.api-key: environment variable KEY is not set"),
        new ConfigFolder(dir).problems(KEY + "${KEY}"));
    assertEquals(
        List.of(
            "sluice.yaml:4: targets.p.api-key: environment variable KEY is empty; put the key into"
                + " it"),
        new ConfigFolder(dir).with("KEY", "").problems(KEY + "${KEY}"));
  }

  @Test
  void refusesTwoKeysOrNone() {
    ConfigFolder folder = new ConfigFolder(dir).with("KEY", "k");
    folder.write("key", "k", "rw-------");

    assertEquals(
        List.of("sluice.yaml:4: targets.p.api-key: stands beside api-key-file; keep one of them"),
        folder.problems(KEY + "${KEY}\n    api-key-file: key"));
    assertEquals(
        List.of(
            "sluice.yaml:2: targets.p: a key is required: api-key-file, or api-key with a ${NAME}"
                + " reference"),
        folder.problems("targets:\n  p:\n    type: pictograph"));
  }
}
