package io.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that would upload a file twice. */
class FolderOverlapTest {
  private static final String BOTH =
      " and both feed dataset d of target local; remove one, or give it another dataset";

  @TempDir Path temporary;
  private Path dir;

  @BeforeEach
  void resolve() throws Exception {
    dir = temporary.toRealPath();
  }

  private List<String> problems(String first, String second) {
    return new ConfigFolder(dir).problems(yaml(first, second));
  }

  private static String yaml(String first, String second) {
    return "folders:\n  - {name: a, dataset: d, path: "
        + first
        + "}\n  - {name: b, dataset: d, path: "
        + second
        + "}\n";
  }

  @Test
  void refusesFolderInAnother() {
    assertEquals(
        List.of("sluice.yaml:3: folders[1].path: /x/in/deep lies in /x/in (line 2)" + BOTH),
        problems("/x/in", "/x/in/deep"));
  }

  @Test
  void refusesFolderThatHoldsAnother() {
    assertEquals(
        List.of("sluice.yaml:3: folders[1].path: /x/in holds /x/in/deep (line 2)" + BOTH),
        problems("/x/in/deep", "/x/in"));
  }

  @Test
  void refusesTheSameFolderTwice() {
    assertEquals(
        List.of(
            "sluice.yaml:3: folders[1].path: /x/in is the same directory as /x/in (line 2)" + BOTH),
        problems("/x/in", "/x/other/../in/"));
  }

  @Test
  void seesThroughLinks_evenWhenTheFolderIsNotThereYet() throws Exception {
    Path real = Files.createDirectory(dir.resolve("real"));
    Path link = Files.createSymbolicLink(dir.resolve("link"), real);

    assertEquals(
        List.of(
            "sluice.yaml:3: folders[1].path: "
                + link
                + "/later lies in "
                + real
                + " (line 2)"
                + BOTH),
        problems(real.toString(), link + "/later"));
  }

  @Test
  void takesNeighboursWithLikeNames() throws Exception {
    assertEquals(2, new ConfigFolder(dir).load(yaml("/x/in", "/x/in2")).folders().size());
  }

  @Test
  void takesNestedFoldersOfDifferentDatasets() throws Exception {
    String yaml = yaml("/x/in", "/x/in/deep").replaceFirst("dataset: d", "dataset: e");

    assertEquals(2, new ConfigFolder(dir).load(yaml).folders().size());
  }

  @Test
  void takesNestedFoldersOfDifferentTargets() throws Exception {
    String targets =
        "targets: {a: {type: embedded}, b: {type: embedded, port: 0, data-dir: /data}}\n";
    String yaml = yaml("/x/in, target: a", "/x/in/deep, target: b");

    assertEquals(2, new ConfigFolder(dir).load(targets + yaml).folders().size());
  }
}
