package io.sluice.faultserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.endtoend.ImageFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What a client can notice of bytes that are not the file's, and what not; and names that somebody
 * else has taken.
 */
@Execution(ExecutionMode.CONCURRENT)
final class StoredBytesIT {
  private static final String PATH = "/stop/1.png";

  @TempDir private Path directory;

  /** What came of the one file. */
  private record Outcome(SyncEnd end, LedgerState.Row row, List<Store.Image> images) {}

  private Outcome sync(Platform platform, Script script) throws Exception {
    FaultSite site = new FaultSite(directory).file("stop/1.png", 0);
    SourceTree before = SourceTree.of(site.inbox());
    platform.store().createDataset("pictures");
    try (Journal journal = new Journal(site.journal());
        FaultServer server = new FaultServer(platform, script, journal, "http://127.0.0.2:1")) {
      SyncEnd end = site.sync(server.url());
      Invariants.assertNone(Invariants.violations(site, server, before, end), site);
      LedgerState.Row row = LedgerState.read(site.ledger()).rows().get(0);
      return new Outcome(end, row, platform.store().images());
    }
  }

  private static Platform platform(Platform.Sizes sizes) {
    return new Platform(new Store(), sizes);
  }

  @Test
  void shortObjectIsNotCalledUploaded_whenThePlatformTellsItsSize() throws Exception {
    Outcome outcome =
        sync(
            platform(Platform.Sizes.OVERLOOKED),
            Script.nth(Step.TRANSFER, 1, StorageFaults.shortUntold()));
    assertEquals("CONFLICT", outcome.row().state(), outcome::toString);
    assertTrue(outcome.row().reason().contains("bytes"), outcome::toString);
    assertEquals(4, outcome.end().code(), outcome::toString);
  }

  @Test
  void shortObjectIsNotNoticed_whenThePlatformRepeatsWhatItWasTold() throws Exception {
    Outcome outcome =
        sync(
            platform(Platform.Sizes.BELIEVED),
            Script.nth(Step.TRANSFER, 1, StorageFaults.shortUntold()));
    assertUnnoticed(outcome);
  }

  @Test
  void changedObjectIsNotNoticed_whenNobodyTellsAHash() throws Exception {
    Outcome outcome =
        sync(
            platform(Platform.Sizes.COMPARED),
            Script.nth(Step.TRANSFER, 1, StorageFaults.changedUntold()));
    assertUnnoticed(outcome);
  }

  /** The storage keeps other bytes and says so; what is sent again is caught by a log-in page. */
  @Test
  void webPageIsNotTakenForAStorage_whatStatusItHas() throws Exception {
    Script changed = Script.nth(Step.TRANSFER, 1, labelled("stored-changed-told"));
    Script page = Script.nth(Step.TRANSFER, 1, labelled("html-200"));
    Outcome outcome =
        sync(
            platform(Platform.Sizes.COMPARED),
            (request, paths) -> changed.next(request, paths).or(() -> page.next(request, paths)));
    assertEquals("UPLOADED", outcome.row().state(), outcome::toString);
    assertEquals(sha256(ImageFiles.png("stop/1.png", 0)), outcome.images().get(0).sha256());
  }

  private static Fault labelled(String label) {
    return Faults.mixed().stream().filter(f -> f.label().equals(label)).findFirst().orElseThrow();
  }

  /** Not what is wanted: what this wire cannot do better. */
  private static void assertUnnoticed(Outcome outcome) {
    assertEquals("UPLOADED", outcome.row().state(), outcome::toString);
    assertEquals(0, outcome.end().code(), outcome::toString);
    assertNotEquals(sha256(ImageFiles.png("stop/1.png", 0)), outcome.images().get(0).sha256());
  }

  @Test
  void nameThatIsThereWithTheSameContentIsSkipped() throws Exception {
    Platform platform = platform(Platform.Sizes.COMPARED);
    platform.store().addOthers("/stop", "1.png", ImageFiles.png("stop/1.png", 0));
    Outcome outcome = sync(platform, Script.NONE);
    assertEquals("SKIPPED", outcome.row().state(), outcome::toString);
    assertEquals(1, outcome.images().size());
  }

  @Test
  void nameThatIsThereWithOtherContentIsAConflict() throws Exception {
    Platform platform = platform(Platform.Sizes.COMPARED);
    platform.store().addOthers("/stop", "1.png", other());
    assertConflict(sync(platform, Script.NONE));
  }

  @Test
  void nameThatIsTakenByOtherContentMeanwhileIsAConflict() throws Exception {
    Platform platform = platform(Platform.Sizes.COMPARED);
    Fault taken =
        new Fault(
            "taken-meanwhile",
            Set.of(Step.RESERVE),
            Fault.RunEnd.FAILED,
            exchange -> {
              platform.store().addOthers("/stop", "1.png", other());
              exchange.send(exchange.act());
            });
    assertConflict(sync(platform, Script.nth(Step.RESERVE, 1, taken)));
  }

  private static void assertConflict(Outcome outcome) {
    assertEquals("CONFLICT", outcome.row().state(), outcome::toString);
    assertEquals(4, outcome.end().code(), outcome::toString);
    assertEquals(1, outcome.images().size(), outcome::toString);
    assertEquals(PATH, outcome.images().get(0).path());
    assertEquals(sha256(other()), outcome.images().get(0).sha256(), "it was replaced");
  }

  private static byte[] other() {
    return "somebody else's".getBytes(StandardCharsets.UTF_8);
  }

  private static String sha256(byte[] bytes) {
    return com.google.common.hash.Hashing.sha256().hashBytes(bytes).toString();
  }
}
