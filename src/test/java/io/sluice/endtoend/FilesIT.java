package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the ledger knows of files, listed and explained. */
@Execution(ExecutionMode.CONCURRENT)
final class FilesIT {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path directory;
  private Site site;

  @BeforeEach
  void prepare() throws Exception {
    site = new Site(directory);
    site.folder("max-size: 4KB", "settle: { quiet-period: 300ms, max-wait: 1s }")
        .rest("report: { interval: 1s }");
    site.writeMany(15);
    site.write("a/half\u001b[31m.png", ImageFiles.cut(ImageFiles.png("half")));
    site.write("a/big.png", ImageFiles.png("big", 5_000));
    site.write("a/notes.txt", new byte[] {1});
  }

  private String files(String... arguments) throws Exception {
    return files(0, arguments);
  }

  private String files(int code, String... arguments) throws Exception {
    try (SluiceProcess process = site.start("files", arguments)) {
      assertEquals(code, process.awaitExit(), process::toString);
      assertEquals("", process.err(), process::toString);
      return process.out();
    }
  }

  @Test
  void listsAndExplains_besideADaemonThatGoesOn() throws Exception {
    try (SluiceProcess daemon = site.start("run")) {
      daemon.awaitLog("report folder=inbox .*seen=17 uploaded=15 .* pending=0 ");
      String all = files();
      assertEquals(18, all.lines().count(), all);
      assertTrue(all.startsWith("inbox -> store/pictures: 15 uploaded"), all);
      assertFalse(all.contains("\u001b"), "an escape character of a name reached the terminal");

      String bad = files("--state", "failed,INCOMPLETE");
      assertEquals(3, bad.lines().count(), bad);
      assertTrue(bad.contains("  failed     a/big.png: has "), bad);
      assertTrue(bad.contains("  incomplete a/half\\x1b[31m.png: "), bad);

      JsonNode json = JSON.readTree(files("--json", "--limit", "4", "--state", "uploaded"));
      JsonNode folder = json.get("folders").get(0);
      assertEquals(15, folder.get("uploaded").longValue());
      assertEquals(4, folder.get("files").size());
      JsonNode first = folder.get("files").get(0);
      assertEquals("class-0/0.png", first.get("path").stringValue());
      assertEquals("/class-0/0.png", first.get("remote_path").stringValue());
      byte[] bytes = Files.readAllBytes(site.inbox().resolve("class-0/0.png"));
      assertEquals(Site.sha256(bytes), first.get("sha256").stringValue());
      assertEquals(bytes.length, first.get("size").longValue());

      site.write("late.png", ImageFiles.png("late"));
      daemon.awaitLog("report folder=inbox .*seen=18 uploaded=16 ");
    }
  }

  @Test
  void escapesOddNamesOnce_inListsReasonsAndExplanations() throws Exception {
    site.folder("organize-by-class: false", "settle: { quiet-period: 300ms, max-wait: 1s }");
    Files.delete(site.inbox().resolve("a/half\u001b[31m.png"));
    Path first = site.write("x/new\nline.png", ImageFiles.png("first"));
    Path second = site.write("y/new\nline.png", ImageFiles.png("second"));
    Path plain = site.write("plain.png", ImageFiles.cut(ImageFiles.png("cut")));
    Process copy =
        new ProcessBuilder("sh", "-c", "mv plain.png \"$(printf 'byte\\377.png')\"")
            .directory(plain.getParent().toFile())
            .start();
    assertEquals(0, copy.waitFor());
    site.sync(4);

    String all = files();
    assertTrue(all.contains("  incomplete byte\\xff.png: "), all);
    assertTrue(all.contains("x/new\\nline.png") && all.contains("y/new\\nline.png"), all);
    assertFalse(all.contains("\\\\"), all);

    String explained = files(first.toString(), second.toString());
    assertTrue(explained.contains(site.inbox() + "/x/new\\nline.png\n"), explained);
    assertFalse(explained.contains("\\\\"), explained);

    for (JsonNode file : JSON.readTree(files("--json")).get("folders").get(0).get("files")) {
      String text = file.get("path").stringValue() + file.get("reason").stringValue();
      assertFalse(text.contains("\\\\") || text.contains("\n"), text);
    }
  }

  private static String big(Site site) {
    return site.inbox().resolve("a/big.png").toString();
  }

  @Test
  void explainsOneFile_andOneThatItDoesNotKnow() throws Exception {
    site.sync(4);
    String big = files(big(site));
    assertTrue(big.contains("  state      failed"), big);
    assertTrue(big.contains("  next try   2"), big);
    assertTrue(big.contains("'sluice retry' tries it now"), big);
    assertTrue(big.lines().allMatch(line -> line.length() <= 200), big);

    JsonNode both =
        JSON.readTree(
                files(
                    "--json",
                    site.inbox().resolve("class-0/0.png").toString(),
                    site.inbox().resolve("a/notes.txt").toString()))
            .get("files");
    assertEquals("uploaded", both.get(0).get("state").stringValue());
    assertTrue(both.get(0).get("remote_id").stringValue().length() > 10, both.toString());
    assertFalse(both.get(1).get("known").booleanValue(), both.toString());
    assertTrue(both.get(1).get("reason").stringValue().startsWith("ignored: "), both.toString());

    Path late = site.write("a/late.png", ImageFiles.png("late"));
    String unseen = files(4, late.toString());
    assertTrue(unseen.contains("  state      not seen yet: the next scan finds it"), unseen);
    String none = site.inbox().resolve("a/none.png").toString();
    String nothing = files(2, none, late.toString(), big(site));
    assertTrue(nothing.contains("  state      not known, and not there"), nothing);
    assertTrue(nothing.contains("  state      failed"), "the others are explained: " + nothing);

    List<String> below = files(site.inbox().resolve("class-1").toString()).lines().toList();
    assertEquals(
        List.of("  uploaded   class-1/1.png", "  uploaded   class-1/11.png"),
        below.subList(1, below.size()));
  }
}
