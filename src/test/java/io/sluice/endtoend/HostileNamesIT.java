package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.file.RelativePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each file is uploaded or reported with a reason, in any locale; nothing else is touched. */
@Execution(ExecutionMode.CONCURRENT)
final class HostileNamesIT {
  private static final Map<String, String> UTF_8 = Map.of("LC_ALL", "C.UTF-8");
  private static final Map<String, String> C = Map.of("LANG", "C");
  private static final Map<String, String> NONE = Map.of();
  private static final JsonMapper JSON = new JsonMapper();
  private static final int NAMES = 300;

  /** Why a name that is text may be left undone. */
  private static final String NAME_REASON =
      "conflict would have the name .*|failed the name .*|failed .*longer than the system can open.*";

  @TempDir private Path directory;
  private Site site;
  private HostileTree tree;

  @BeforeEach
  void prepare() throws Exception {
    site = new Site(directory);
    tree = new HostileTree(site);
  }

  @AfterEach
  void removeLongPaths() throws Exception {
    tree.removeLongPaths();
  }

  private void fill(int names) throws Exception {
    long seed = Long.getLong("sluice.seed", System.nanoTime());
    System.out.println("hostile names: seed " + seed);
    tree.files(HostileNames.some(names, seed)).directories().oddContent().specials().depth();
  }

  @Test
  void sync_losesNothing_andKnowsEachFileAgainInAnotherLocale() throws Exception {
    fill(NAMES);
    Synced first = sync(UTF_8);
    assertAllAccountedFor(first.failures(), site.storedDigests().values());
    assertEquals(tree.files().size() + tree.unreachable(), first.number("images_attempted"));
    assertEquals(tree.ignored(), first.number("ignored"), first::shown);
    first.addsUp();

    Synced second = sync(C);
    assertEquals(0, second.number("images_uploaded"), second::shown);
    assertEquals(first.number("images_uploaded"), second.number("images_skipped"));
    assertEquals(first.failures(), second.failures());
    assertEquals(tree.ignored(), second.number("ignored"));

    try (SluiceProcess files =
        site.startIn(NONE, List.of(), "files", "--json", "--state", "failed,conflict")) {
      assertEquals(0, files.awaitExit(), files::toString);
      assertEquals(
          first.failures().size(), JSON.readTree(files.out()).at("/folders/0/files").size());
    }
    assertNothingPrintedDoesHarm();
  }

  @Test
  void run_losesNothing_withoutALocale() throws Exception {
    site.folder("rescan-interval: 2s", "settle: { quiet-period: 500ms }")
        .rest("report: { interval: 1s }");
    try (SluiceProcess daemon = site.startIn(NONE, List.of(), "run", "-v")) {
      daemon.awaitLog("0 files in 1 directories");
      fill(NAMES);
      int seen = tree.files().size() + tree.unreachable();
      daemon.awaitLog(" seen=" + seen + " .* pending=0 ignored=" + tree.ignored() + " ");
      site.write("later.png", ImageFiles.png("later"));
      daemon.awaitLog("uploaded later.png");
      daemon.signal("TERM");
      assertEquals(143, daemon.awaitExit(), daemon::toString);
    }
    List<String> stored = new ArrayList<>(site.storedDigests().values());
    assertTrue(stored.remove(Site.sha256(ImageFiles.png("later"))));
    assertAllAccountedFor(loggedFailures(), stored);
    assertNothingPrintedDoesHarm();
  }

  @Test
  @Tag("sweep")
  void sync_losesNothing_ofTenThousandNames() throws Exception {
    fill(10_000);
    for (Map<String, String> locale : List.of(C, UTF_8)) {
      Synced synced = sync(locale);
      assertAllAccountedFor(synced.failures(), site.storedDigests().values());
      synced.addsUp();
    }
    assertNothingPrintedDoesHarm();
  }

  @Test
  void unreadable_isReported_andTheRestArrives() throws Exception {
    site.write("good.png", ImageFiles.png("good"));
    Path file = site.write("closed.png", ImageFiles.png("closed"));
    Path inner = site.write("closed/inner.png", ImageFiles.png("inner"));
    Files.setPosixFilePermissions(file, Set.of());
    Files.setPosixFilePermissions(inner.getParent(), Set.of());
    try (SluiceProcess process = site.startIn(UTF_8, asNobody(), "sync", "--json")) {
      Synced synced = Site.synced(process);
      assertEquals(4, synced.code(), synced::shown);
      assertEquals(1, synced.number("images_uploaded"), synced::shown);
      assertEquals(Set.of("closed", "closed.png"), synced.failures().keySet());
      synced
          .failures()
          .values()
          .forEach(reason -> assertTrue(reason.contains("permission denied"), reason));
      synced.addsUp();
    }
  }

  /** Root could read them; so the process runs as nobody, to whom all of it is given. */
  private List<String> asNobody() throws Exception {
    if (!System.getProperty("user.name").equals("root")) {
      return List.of();
    }
    Files.createDirectories(site.logs());
    Process give =
        new ProcessBuilder("chown", "-R", "65534:65534", directory.toString()).inheritIO().start();
    assertEquals(0, give.waitFor());
    return List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
  }

  private Synced sync(Map<String, String> locale) throws Exception {
    try (SluiceProcess process = site.startIn(locale, List.of(), "sync", "--json", "-v")) {
      Synced synced = Site.synced(process);
      assertEquals(4, synced.code(), synced::shown);
      return synced;
    }
  }

  /** Every file is either stored or told of, and what is stored is one of them. */
  private void assertAllAccountedFor(Map<String, String> failures, Collection<String> stored) {
    List<String> left = new ArrayList<>(stored);
    NavigableMap<String, String> expected = new TreeMap<>();
    tree.files()
        .forEach(
            (encoded, sha256) -> {
              if (!left.remove(sha256)) {
                RelativePath path = new RelativePath(encoded);
                expected.put(
                    path.display(),
                    path.text().isPresent() ? NAME_REASON : ".*not valid UTF-8.*rename.*");
              }
            });
    assertEquals(List.of(), left, "stored, but not of this folder");
    List<String> deep =
        failures.keySet().stream().filter(path -> path.startsWith("deep/")).toList();
    assertEquals(tree.unreachable(), deep.size());
    deep.forEach(path -> expected.put(path, NAME_REASON));
    assertEquals(expected.keySet(), failures.keySet());
    expected.forEach(
        (path, reason) ->
            assertTrue(failures.get(path).matches(reason), () -> path + ": " + failures.get(path)));
  }

  private NavigableMap<String, String> loggedFailures() throws Exception {
    NavigableMap<String, String> failures = new TreeMap<>();
    for (String line : Files.readAllLines(site.state().resolve("failures.jsonl"))) {
      JsonNode json = JSON.readTree(line);
      String words = json.get("state").stringValue() + " " + json.get("reason").stringValue();
      failures.put(json.get("path").stringValue(), words);
    }
    return failures;
  }

  private void assertNothingPrintedDoesHarm() throws Exception {
    List<Path> printed = new ArrayList<>(Artefacts.below(site.logs()));
    printed.add(site.state().resolve("failures.jsonl"));
    assertFalse(printed.isEmpty());
    for (Path file : printed) {
      Artefacts.assertHarmless(file);
    }
    assertEquals(
        Site.sha256(ImageFiles.png("secret")),
        Site.sha256(Files.readAllBytes(site.root().resolve("outside/secret.png"))));
  }
}
