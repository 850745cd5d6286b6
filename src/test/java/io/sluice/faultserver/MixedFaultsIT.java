package io.sluice.faultserver;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.endtoend.SluiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Many faults in one run: whatever the mix, every file is there once and whole in the end. */
@Execution(ExecutionMode.CONCURRENT)
final class MixedFaultsIT {
  @TempDir private Path directory;
  private final long seed = new Random().nextLong();

  @Test
  void everyFileArrivesOnce_whenThreeOfTenRepliesAreFaulty() throws Exception {
    System.out.println("seed " + seed);
    RandomFaults faults = new RandomFaults(Faults.mixed(), 0.3, seed);
    MixedRun.Cost cost = new MixedRun(directory, faults, 5).run(6, 50);
    System.out.println("300 files took " + cost);
    assertTrue(cost.faults() > 60, () -> "hardly a fault: " + cost);
  }

  @Test
  void noSecondHasMoreRequestsThanConfigured_whenSomeAreRepeated() throws Exception {
    System.out.println("seed " + seed);
    FaultSite site = new FaultSite(directory).requestsPerSecond(10).files(20);
    SourceTree before = SourceTree.of(site.inbox());
    try (Journal journal = new Journal(site.journal());
        FaultServer server =
            new FaultServer(
                new Platform(new Store(), Platform.Sizes.COMPARED),
                new RandomFaults(StatusFaults.passing(), 0.15, seed),
                journal,
                "http://127.0.0.2:1")) {
      SyncEnd end = site.sync(server.url());
      Invariants.assertNone(Invariants.violations(site, server, before, end), site);
      long most = new Politeness(journal.entries()).busiestSecond();
      System.out.println("at most " + most + " requests in a second, 10 are configured");
      assertTrue(most >= 5, "it was never busy: " + most);
    }
  }

  @Test
  void everyFileArrivesOnce_whenTheJarSyncsAgainAndAgain() throws Exception {
    System.out.println("seed " + seed);
    FaultSite site = new FaultSite(directory).batches(5).files(40);
    SourceTree before = SourceTree.of(site.inbox());
    try (RecordingServer other = new RecordingServer();
        Journal journal = new Journal(site.journal());
        FaultServer server =
            new FaultServer(
                new Platform(new Store(), Platform.Sizes.COMPARED),
                new RandomFaults(Faults.passing(), 0.2, seed),
                journal,
                other.url())) {
      SyncEnd end;
      int runs = 0;
      do {
        end = site.syncByJar(server.url());
        Invariants.assertNone(Invariants.violations(site, server, before, end), site);
        runs++;
      } while (end.code() != 0 && runs < 20);
      Invariants.assertAllUploaded(site, server, before, end);
      assertEquals(List.of(), other.arrivals());
    }
  }

  @Test
  void everyFileArrivesOnce_whenTheDaemonMeetsFaults() throws Exception {
    System.out.println("seed " + seed);
    FaultSite site = new FaultSite(directory).batches(5).files(40);
    SourceTree before = SourceTree.of(site.inbox());
    try (Journal journal = new Journal(site.journal());
        FaultServer server =
            new FaultServer(
                new Platform(new Store(), Platform.Sizes.COMPARED),
                new RandomFaults(soonOver(), 0.15, seed),
                journal,
                "http://127.0.0.2:1")) {
      try (SluiceProcess process = site.start(server.url(), "run", "-v")) {
        await("all to be uploaded")
            .atMost(Duration.ofMinutes(10))
            .pollInterval(Duration.ofMillis(250))
            .until(() -> LedgerState.uploaded(site.ledger()) == before.files().size());
        process.signal("TERM");
        assertEquals(143, process.awaitExit(), process::toString);
      }
      Invariants.assertAllUploaded(site, Invariants.violations(site, server, before));
    }
  }

  /** After a failure that is the server's own, a daemon leaves a file alone for 20 s. */
  private static List<Fault> soonOver() {
    List<Fault> faults = new ArrayList<>(ConnectionFaults.all());
    faults.addAll(StorageFaults.all());
    faults.addAll(StatusFaults.slowDown());
    return faults;
  }
}
