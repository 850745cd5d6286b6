package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** How the directories of a folder become virtual folders, and which files are taken. */
@Execution(ExecutionMode.CONCURRENT)
final class LayoutIT {
  private static final List<String> WANTED =
      List.of("root.jpg", "stop/one.JPG", "stop/deep/two.jpeg", "yield/three.PNG", "yield/é ü.png");
  private static final List<String> NOT_WANTED =
      List.of(
          "notes.txt",
          ".hidden.png",
          "stop/half.png.part",
          "stop/half.jpg.crdownload",
          "~copy.png",
          "stop/._one.jpg",
          "@eaDir/thumb.jpg",
          "lost+found/x.png");

  @TempDir private Path directory;
  private Site site;

  @BeforeEach
  void prepare() throws Exception {
    site = new Site(directory);
  }

  @Test
  void putsFilesWhereTheLayoutSays() throws Exception {
    fill("inbox");
    List<String> more = new ArrayList<>();
    more.addAll(folder("whole", "preserve-folders: true"));
    more.addAll(folder("flat", "organize-by-class: false"));
    more.addAll(folder("below", "virtual-folder: /incoming/day"));
    site.rest(more.toArray(String[]::new));
    try (SluiceProcess sync = site.start("sync")) {
      assertEquals(0, sync.awaitExit(), sync::toString);
    }

    assertEquals(
        Set.of(
            "/root.jpg", "/stop/one.JPG", "/stop/two.jpeg", "/yield/three.PNG", "/yield/é ü.png"),
        site.storedDigests().keySet());
    assertEquals(paths("/", WANTED), site.storedDigests("whole").keySet());
    assertEquals(
        Set.of("/root.jpg", "/one.JPG", "/two.jpeg", "/three.PNG", "/é ü.png"),
        site.storedDigests("flat").keySet());
    assertEquals(
        Set.of(
            "/incoming/day/root.jpg",
            "/incoming/day/stop/one.JPG",
            "/incoming/day/stop/two.jpeg",
            "/incoming/day/yield/three.PNG",
            "/incoming/day/yield/é ü.png"),
        site.storedDigests("below").keySet());
  }

  private static Set<String> paths(String prefix, List<String> names) {
    Set<String> paths = new TreeSet<>();
    names.forEach(name -> paths.add(prefix + name));
    return paths;
  }

  private List<String> folder(String name, String setting) throws Exception {
    fill(name);
    return List.of("  - path: " + site.root().resolve(name), "    " + setting);
  }

  private void fill(String folder) throws Exception {
    List<String> all = new ArrayList<>(WANTED);
    all.addAll(NOT_WANTED);
    for (String name : all) {
      Path file = site.root().resolve(folder).resolve(name);
      Files.createDirectories(file.getParent());
      boolean png = name.toLowerCase(java.util.Locale.ROOT).endsWith("png");
      Files.write(file, png ? ImageFiles.png(folder + name) : ImageFiles.jpeg(folder + name));
    }
  }

  @Test
  void reportsConflict_whenTwoFilesComeToOneName() throws Exception {
    site.write("a/x/1.png", ImageFiles.png("x"));
    site.write("a/y/1.png", ImageFiles.png("y"));
    site.write("a/y/2.png", ImageFiles.png("other"));

    try (SluiceProcess rehearsal = site.start("sync", "--dry-run")) {
      assertEquals(0, rehearsal.awaitExit(), rehearsal::toString);
      assertTrue(
          rehearsal.out().contains("1 file would have the name of another one"),
          rehearsal::toString);
      assertTrue(rehearsal.out().contains("preserve-folders: true"), rehearsal::toString);
    }
    assertFalse(Files.exists(site.state()), "a dry run wrote the state directory");
    assertFalse(Files.exists(site.data()), "a dry run wrote datasets");

    Synced synced = site.sync(4);
    synced.counts(3, 2, 0);
    assertFalse(synced.success());
    String reason = synced.failures().values().iterator().next();
    assertTrue(reason.startsWith("conflict ") && reason.contains("preserve-folders"), reason);
    assertEquals(Set.of("/a/1.png", "/a/2.png"), site.storedDigests().keySet());
  }
}
