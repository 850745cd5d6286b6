package io.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariablesTest {
  private static final Variables VARIABLES =
      new Variables(Map.of("A", "one", "B_2", "two", "EMPTY", "", "NESTED", "${A}"));

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "'${A}', one",
    "'x${A}y${B_2}z', xoneytwoz",
    "'${A:-other}', one",
    "'${NONE:-other}', other",
    "'${EMPTY:-other}', other",
    "'${NONE:-}', ''",
    "'${NONE:-a b:-c}', a b:-c",
    "'${EMPTY}', ''",
    "'${NESTED}', '${A}'",
    "'$A costs 5$', '$A costs 5$'",
    "'{name}.done', '{name}.done'",
  })
  void replacesReferences(String written, String expanded) throws Exception {
    assertEquals(expanded, VARIABLES.expand(written));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"${", "${A", "${A-x}", "${}", "${1A}", "${A B}", "${NONE:-${A}}", "a${A}${"})
  void refusesWhatIsNoReference(String written) {
    BadValue e = assertThrows(BadValue.class, () -> VARIABLES.expand(written));

    assertEquals("must refer to variables as ${NAME} or ${NAME:-default}", e.getMessage());
  }

  @Test
  void expandsValuesOfEveryKind() throws Exception {
    SluiceConfig config =
        new ConfigFolder(dir)
            .with("DIR", "/srv/in")
            .with("SIZE", "2MB")
            .with("GLOB", "*.png")
            .load(
                "folders: [{path: '${DIR}', create-if-missing: '${C:-false}', max-size: '${SIZE}',"
                    + " include: ['${GLOB}'], settle: {max-wait: '${WAIT:-5}m'}}]");

    FolderConfig folder = config.folders().get(0);
    assertEquals(Path.of("/srv/in"), folder.path());
    assertEquals(false, folder.createIfMissing());
    assertEquals(2_000_000, folder.maxSizeBytes());
    assertEquals(List.of("*.png"), folder.include());
    assertEquals(5, folder.settle().maxWait().toMinutes());
  }

  @Test
  void namesVariableThatIsNotSet_atItsLine() {
    assertEquals(
        List.of(
            "sluice.yaml:2: folders[0].path: environment variable HOT is not set; set it, or write"
                + " ${HOT:-default}"),
        new ConfigFolder(dir).problems("folders:\n  - path: ${HOT}/in"));
  }

  @Test
  void showsTheReferenceAndNotItsValue_whenTheValueIsBad() {
    assertEquals(
        List.of(
            "sluice.yaml:1: report.format: must be text or json, not what stands for '${FORMAT}'"),
        new ConfigFolder(dir)
            .with("FORMAT", "pk_live_1")
            .problems("report: {format: '${FORMAT}'}"));
  }
}
