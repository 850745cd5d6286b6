package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that are there with other content, and files that change: told apart by a suffix. */
@Execution(ExecutionMode.CONCURRENT)
final class RenameIT {
  private static final String ON_CONFLICT = "on-conflict: rename";
  private static final String ON_CHANGE = "on-change: rename";
  private static final String QUICK = "settle: { quiet-period: 300ms }";

  @TempDir private Path directory;
  private Site site;

  @BeforeEach
  void prepare() throws Exception {
    site = new Site(directory);
  }

  private static String suffixed(String path, byte[] content) {
    int dot = path.lastIndexOf('.');
    return path.substring(0, dot)
        + "~"
        + Site.sha256(content).substring(0, 8)
        + path.substring(dot);
  }

  /** What is expected in the dataset: names and contents in turn. */
  private static Map<String, String> images(Object... namesAndContents) {
    Map<String, String> images = new TreeMap<>();
    for (int i = 0; i < namesAndContents.length; i += 2) {
      images.put((String) namesAndContents[i], Site.sha256((byte[]) namesAndContents[i + 1]));
    }
    return images;
  }

  private void assertStored(Map<String, String> images) throws Exception {
    assertEquals(images, site.storedDigests());
  }

  /** Syncs, and nothing may be sent any more: with the ledger, and without it. */
  private void assertSettled(long files) throws Exception {
    Map<String, String> before = site.storedDigests();
    site.syncHere(0).counts(files, 0, files);
    site.forgetLedger();
    site.syncHere(0).counts(files, 0, files);
    assertStored(before);
  }

  private String output(String command, String... arguments) throws Exception {
    try (SluiceProcess process = site.start(command, arguments)) {
      assertEquals(0, process.awaitExit(), process::toString);
      return process.out();
    }
  }

  @Test
  void secondClaimantsGetASuffix_andCopiesAreCovered() throws Exception {
    byte[] x = ImageFiles.png("x");
    byte[] y = ImageFiles.png("y");
    site.folder(ON_CONFLICT, QUICK);
    Path first = site.write("a/x/1.png", x);
    Files.setLastModifiedTime(first, FileTime.from(Instant.now().minusSeconds(600)));
    site.write("a/y/1.png", y);
    site.write("a/z/1.png", x);
    site.write("a/z/y/1.png", y);
    String other = suffixed("/a/1.png", y);

    String dry = output("sync", "--dry-run");
    assertTrue(dry.contains("would upload 2 files"), dry);
    assertTrue(dry.contains("~"), dry);
    site.syncHere(0).counts(4, 2, 2);
    Map<String, String> stored = site.storedDigests();
    assertEquals(2, stored.size(), stored::toString);
    assertEquals(
        Set.of(Site.sha256(x), Site.sha256(y)), new TreeSet<>(stored.values()), stored::toString);
    assertTrue(
        stored.equals(images("/a/1.png", x, other, y))
            || stored.equals(images("/a/1.png", y, suffixed("/a/1.png", x), x)),
        stored::toString);
    output("verify");
    assertSettled(4);
    output("verify");

    // Whoever comes first when nothing is remembered, nothing is sent.
    site.forgetLedger();
    Files.setLastModifiedTime(
        site.inbox().resolve("a/y/1.png"), FileTime.from(Instant.now().minusSeconds(6_000)));
    site.folder(ON_CONFLICT, QUICK, "order: newest");
    assertSettled(4);
  }

  @Test
  void nameWithOtherContentInTheDatasetIsToldApart_andFoundAgain() throws Exception {
    byte[] ours = ImageFiles.png("ours");
    byte[] theirs = ImageFiles.png("theirs, longer");
    try (RemoteServer server = new RemoteServer(site.data());
        Front front = new Front(server.url())) {
      front.hideHashes();
      site.remote(front.url(), server.keyFile(), "requests-per-second: 1000");
      site.folder(ON_CONFLICT, QUICK);
      site.write("a/other.png", ImageFiles.png("other"));
      site.syncHere(0).counts(1, 1, 0);
      server.client().upload(Site.DATASET, "/a", "1.png", theirs);
      site.write("a/1.png", ours);
      Synced synced = site.syncHere(0);
      synced.counts(2, 1, 1);
      String renamed = suffixed("/a/1.png", ours);
      Map<String, String> wanted =
          images("/a/1.png", theirs, renamed, ours, "/a/other.png", ImageFiles.png("other"));
      assertEquals(wanted, server.client().digests(Site.DATASET));
      String told = output("files", site.inbox().resolve("a/1.png").toString());
      assertTrue(told.contains("remote     " + renamed), told);

      front.forget();
      site.forgetLedger();
      site.syncHere(0).counts(2, 0, 2);
      assertEquals(0, front.count("PUT", "/"), () -> "sent: " + front.journal());

      server.client().delete(Site.DATASET, renamed);
      try (SluiceProcess verify = site.start("verify", "--repair")) {
        // Theirs is still there, and no file of this folder: a difference.
        assertEquals(4, verify.awaitExit(), verify::toString);
        assertTrue(verify.out().contains("of these repaired: 1"), verify::toString);
      }
      assertEquals(wanted, server.client().digests(Site.DATASET));
    }
  }

  @Test
  void filesOfOneNameAndSizeAreToldApart_whereTheDatasetTellsSizesAlone() throws Exception {
    byte[] one = ImageFiles.png("one");
    byte[] two = ImageFiles.png("two");
    try (RemoteServer server = new RemoteServer(site.data());
        Front front = new Front(server.url())) {
      front.hideHashes();
      site.remote(front.url(), server.keyFile(), "requests-per-second: 1000");
      site.folder(ON_CONFLICT, QUICK);
      List<Path> files = List.of(site.write("a/x/1.png", one), site.write("a/y/1.png", two));
      site.syncHere(0).counts(2, 2, 0);
      Map<String, String> stored = server.client().digests(Site.DATASET);
      assertEquals(Set.of(Site.sha256(one), Site.sha256(two)), Set.copyOf(stored.values()));
      // Each of them comes first once.
      for (Path older : files) {
        for (Path file : files) {
          long age = file.equals(older) ? 90_000 : 9_000;
          Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(age)));
        }
        site.forgetLedger();
        site.syncHere(0).counts(2, 0, 2);
        assertEquals(stored, server.client().digests(Site.DATASET));
      }
    }
  }

  @Test
  void otherContentFails_andIsTriedAgain() throws Exception {
    byte[] theirs = ImageFiles.png("theirs");
    site.write("a/1.png", theirs);
    site.syncHere(0);
    site.forgetLedger();
    site.write("a/1.png", ImageFiles.png("ours, other"));
    site.write("a/x/1.png", ImageFiles.png("third"));
    site.folder("on-conflict: fail", QUICK);
    Synced synced = site.syncHere(4);
    synced.counts(2, 0, 0);
    synced.failures().values().forEach(r -> assertTrue(r.startsWith("failed "), r));
    String listed = output("files", "--state", "failed");
    assertTrue(listed.contains("failed     a/1.png"), listed);
    assertStored(images("/a/1.png", theirs));

    site.folder(ON_CONFLICT, QUICK);
    try (SluiceProcess retry = site.start("retry", "--json")) {
      Site.synced(retry).counts(2, 2, 0);
    }
    assertEquals(3, site.storedDigests().size());
  }

  @Test
  void eachChangeGetsANameOfItsOwn_andAWayBackSendsNothing() throws Exception {
    site.folder(ON_CHANGE, QUICK);
    byte[][] contents = {
      ImageFiles.png("one"), ImageFiles.png("two"), ImageFiles.png("three"), ImageFiles.png("four")
    };
    Map<String, String> wanted = new TreeMap<>();
    for (byte[] content : contents) {
      site.write("a/1.png", content);
      site.syncHere(0).counts(1, 1, 0);
      String name = wanted.isEmpty() ? "/a/1.png" : suffixed("/a/1.png", content);
      wanted.put(name, Site.sha256(content));
      assertStored(wanted);
      site.syncHere(0).counts(1, 0, 1);
    }
    for (int back : new int[] {1, 0, 3}) {
      site.write("a/1.png", contents[back]);
      site.syncHere(0).counts(1, 0, 1);
      assertStored(wanted);
    }
    String told = output("files", site.inbox().resolve("a/1.png").toString());
    assertTrue(told.contains("remote     " + suffixed("/a/1.png", contents[3])), told);
    assertTrue(told.contains("  earlier    /a/1.png"), told);
    output("verify");
    assertSettled(1);
  }

  @Test
  void changeIsReported_unlessItIsToBeRenamed() throws Exception {
    site.folder(ON_CONFLICT, QUICK);
    byte[] first = ImageFiles.png("first");
    site.write("a/1.png", first);
    site.syncHere(0);
    site.write("a/1.png", ImageFiles.png("second"));
    Synced synced = site.syncHere(4);
    synced.counts(1, 0, 0);
    assertTrue(
        synced.failures().get("a/1.png").startsWith("conflict changed after"), synced::shown);
    assertStored(images("/a/1.png", first));
  }

  @Test
  void oddNamesFindTheirPlace() throws Exception {
    String longest = "n".repeat(251) + ".png";
    String accents = "\u00e9".repeat(125) + ".png";
    List<String> names =
        List.of(longest, accents, "a.b.c.png", "a b..png", "caf\u00e9.png", "x~00000000.png");
    site.folder(ON_CONFLICT, QUICK, "include: [\"*\"]", "organize-by-class: false");
    for (String name : names) {
      site.write("x/" + name, ImageFiles.png("x" + name));
      site.write("y/" + name, ImageFiles.png("y" + name));
    }
    site.write("z/cafe\u0301.png", ImageFiles.png("composed otherwise"));
    site.syncHere(0).counts(13, 13, 0);
    Map<String, String> stored = site.storedDigests();
    assertEquals(new TreeSet<>(site.localDigests().values()), new TreeSet<>(stored.values()));
    for (String path : stored.keySet()) {
      assertTrue(path.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= 256, path);
    }
    assertSettled(13);
  }

  @Test
  void foldersThatFeedOneDatasetTellTheirFilesApart() throws Exception {
    byte[] one = ImageFiles.png("one");
    byte[] two = ImageFiles.png("two");
    site.folder(ON_CONFLICT, QUICK);
    Path second = Files.createDirectories(site.root().resolve("second/a"));
    site.rest(
        "  - path: " + second.getParent(),
        "    dataset: " + Site.DATASET,
        "    " + ON_CONFLICT,
        "    " + QUICK);
    site.write("a/1.png", one);
    Files.write(second.resolve("1.png"), two);
    site.write("a/2.png", one);
    Files.write(second.resolve("2.png"), one);
    for (int round = 0; round < 2; round++) {
      try (SluiceProcess sync = site.start("sync")) {
        assertEquals(0, sync.awaitExit(), sync::toString);
      }
      Map<String, String> stored = site.storedDigests();
      assertEquals(3, stored.size(), stored::toString);
      assertEquals(Site.sha256(one), stored.get("/a/2.png"));
      assertEquals(2, new TreeSet<>(stored.values()).size(), stored::toString);
      site.forgetLedger();
    }
  }

  /** Killed at some request of a run in which every file is renamed, then run again. */
  @ParameterizedTest
  @ValueSource(ints = {5, 8})
  void nothingIsSentTwice_whenARunIsKilled(int requests) throws Exception {
    try (RemoteServer server = new RemoteServer(site.data());
        Front front = new Front(server.url())) {
      site.remote(front.url(), server.keyFile(), "workers: 2", "batch-size: 2");
      site.folder(ON_CONFLICT, ON_CHANGE, QUICK);
      for (String name : List.of("1", "2", "3")) {
        site.write("a/" + name + ".png", ImageFiles.png("first " + name));
      }
      site.syncHere(0).counts(3, 3, 0);
      for (String name : List.of("1", "2", "3")) {
        site.write("a/" + name + ".png", ImageFiles.png("changed " + name));
        site.write("a/x/" + name + ".png", ImageFiles.png("second claimant " + name));
      }
      front.forget();
      Doomed doomed = new Doomed();
      AtomicInteger left = new AtomicInteger(requests);
      front.whenServed(
          served -> {
            if (left.decrementAndGet() == 0) {
              doomed.kill();
            }
          });
      try (SluiceProcess sync = doomed.is(site.start("sync", "--json"))) {
        assertEquals(137, sync.awaitExit(), sync::toString);
      }
      // What had been asked for has been done, or never will be.
      await().until(() -> front.underWay() == 0);
      if (requests % 2 == 0) {
        site.forgetLedger();
      }
      site.sync("--json");
      site.sync("--json");
      Map<String, String> stored = server.client().digests(Site.DATASET);
      assertEquals(new TreeSet<>(stored.values()).size(), stored.size(), stored::toString);
      assertTrue(
          stored.values().containsAll(site.localDigests().values()),
          () -> stored + " lacks some of " + localDigests());
    }
  }

  private Map<String, String> localDigests() {
    try {
      return site.localDigests();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
