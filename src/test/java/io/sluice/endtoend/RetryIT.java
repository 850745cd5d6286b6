package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Files that failed, tried again: those alone, all or some of them. */
@Execution(ExecutionMode.CONCURRENT)
final class RetryIT {
  @TempDir private Path directory;
  private Site site;

  /** Three good files, and three that end badly, each in its own way. */
  @BeforeEach
  void prepare() throws Exception {
    site = new Site(directory);
    site.folder("max-size: 4KB", "settle: { quiet-period: 300ms, max-wait: 1s }");
    site.writeMany(3);
    site.write("a/half.png", ImageFiles.cut(ImageFiles.png("half")));
    site.write("a/big.png", ImageFiles.png("big", 5_000));
    site.write("a/odd \u00e9\n.png", ImageFiles.cut(ImageFiles.png("odd")));
    site.syncHere(4).counts(6, 3, 0);
  }

  private Synced retry(int wanted, String... arguments) throws Exception {
    String[] all = new String[arguments.length + 1];
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[0] = "--json";
    try (SluiceProcess process = site.start("retry", all)) {
      Synced retried = Site.synced(process);
      assertEquals(wanted, retried.code(), retried::shown);
      return retried;
    }
  }

  @Test
  void uploadsWhatIsWellNow_andNothingThatIsNew() throws Exception {
    site.write("a/half.png", ImageFiles.png("half"));
    site.write("b/new.png", ImageFiles.png("new"));
    Synced retried = retry(4);
    retried.counts(3, 1, 0);
    assertEquals(Set.of("a/big.png", "a/odd \u00e9\\n.png"), retried.failures().keySet());
    assertEquals(4, site.storedDigests().size(), "a file that never failed was sent as well");

    site.write("a/big.png", ImageFiles.png("small now"));
    Files.delete(site.inbox().resolve("a/odd \u00e9\n.png"));
    Synced rest = retry(0);
    assertEquals(1, rest.number("images_uploaded"), rest::shown);
    assertEquals(1, rest.number("vanished"), rest::shown);
    retry(0).counts(0, 0, 0);
  }

  @Test
  void triesOnlyWhatTheLogNames() throws Exception {
    site.write("a/half.png", ImageFiles.png("half"));
    site.write("a/odd \u00e9\n.png", ImageFiles.png("odd"));
    List<String> odd =
        Files.readAllLines(site.state().resolve("failures.jsonl")).stream()
            .filter(line -> line.contains("odd"))
            .toList();
    Path log = Files.write(directory.resolve("some.jsonl"), odd);
    Files.writeString(log, "not json\n", java.nio.file.StandardOpenOption.APPEND);
    Synced retried = retry(0, log.toString());
    retried.counts(1, 1, 0);
    assertTrue(retried.shown().contains("line 2 of "), retried::shown);

    Synced again = retry(0, log.toString());
    again.counts(0, 0, 0);
    assertTrue(again.shown().contains("is skipped: it is not failed"), again::shown);
    retry(4).counts(2, 1, 0);
  }

  @Test
  void listsWhatWouldBeTried_andSendsNothing() throws Exception {
    try (SluiceProcess dry = site.start("retry", "-n")) {
      assertEquals(0, dry.awaitExit(), dry::toString);
      assertTrue(dry.out().contains("failed     a/big.png: "), dry::toString);
      assertTrue(dry.out().contains("incomplete a/half.png: "), dry::toString);
      assertTrue(dry.out().contains("a/odd \u00e9\\n.png"), dry::toString);
    }
    assertEquals(3, site.storedDigests().size());
  }

  @Test
  void isDoneByTheDaemon_whereOneRuns() throws Exception {
    site.folder(
        "max-size: 4KB",
        "watch: off",
        "rescan-interval: 1h",
        "settle: { quiet-period: 300ms, max-wait: 1s }");
    site.rest("report: { interval: 1s }");
    try (SluiceProcess daemon = site.start("run")) {
      daemon.awaitLog("report folder=inbox .*");
      site.write("a/half.png", ImageFiles.png("half"));
      Synced retried = retry(4);
      assertEquals(Set.of("a/big.png", "a/odd \u00e9\\n.png"), retried.failures().keySet());
      DatasetClient client = new DatasetClient(daemon.serverUrl(), site.data());
      assertEquals(4, client.count(Site.DATASET));
      assertTrue(daemon.isAlive(), daemon::toString);
    }
  }
}
