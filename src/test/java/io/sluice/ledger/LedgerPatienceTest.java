package io.sluice.ledger;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import io.sluice.item.Item;
import io.sluice.item.RemoteName;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A ledger that another program has locked, as one that cannot be written for a while. */
@Timeout(60)
final @Execution(ExecutionMode.CONCURRENT) class LedgerPatienceTest {
  @TempDir private Path directory;
  private final Queue<String> heard = new ConcurrentLinkedQueue<>();
  private final LedgerPatience patience = new LedgerPatience(Duration.ofHours(1), new Heard());

  private Path file() {
    return directory.resolve("ledger.db");
  }

  private static FolderKey key(Path root) {
    return new FolderKey(root, "target", "dataset");
  }

  @Test
  void writeWaits_andIsDoneOnce_whenTheFileCanBeWrittenAgain() throws Exception {
    try (SqliteLedger ledger = SqliteLedger.open(file(), Instant.EPOCH, patience, () -> () -> {})) {
      patience.begin();
      CompletableFuture<Long> folder;
      try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
          Statement lock = other.createStatement()) {
        lock.execute("BEGIN IMMEDIATE");
        folder = CompletableFuture.supplyAsync(() -> ledger.openFolder(key(directory)));
        await().atMost(Duration.ofSeconds(40)).until(() -> !heard.isEmpty());
        assertTrue(heard.peek().contains("is locked by another program"), heard::toString);
        lock.execute("ROLLBACK");
      }
      assertEquals(folder.get(), ledger.openFolder(key(directory)));
      assertEquals(1, heard.stream().filter("over"::equals).count(), heard::toString);
    }
  }

  @Test
  void impatientCallsFailAtOnce_whileOthersWait_andReadAllTheSame() throws Exception {
    try (SqliteLedger ledger = SqliteLedger.open(file(), Instant.EPOCH, patience, () -> () -> {})) {
      long folder = ledger.openFolder(key(directory));
      Ledger impatient = ledger.impatient();
      patience.begin();
      CompletableFuture<Long> waits;
      try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
          Statement lock = other.createStatement()) {
        lock.execute("BEGIN IMMEDIATE");
        waits = CompletableFuture.supplyAsync(() -> ledger.openFolder(key(file())));
        await().atMost(Duration.ofSeconds(40)).until(() -> !heard.isEmpty());
        LedgerException failed =
            assertThrows(LedgerException.class, () -> impatient.openFolder(key(directory)));
        assertEquals(LedgerException.Kind.UNAVAILABLE, failed.kind());
        assertEquals(0, impatient.counts(folder).seen());
        lock.execute("ROLLBACK");
      }
      assertEquals(waits.get(), impatient.openFolder(key(file())));
    }
  }

  @Test
  void itemsAreLeasedAnew_whenATryMayHaveLeasedThem() throws Exception {
    try (SqliteLedger ledger = SqliteLedger.open(file(), Instant.EPOCH)) {
      long folder = ledger.openFolder(key(directory));
      ledger.bindScope(folder, "scope", Instant.EPOCH);
      RelativePath path = new RelativePath("a.png");
      FileStamp stamp = new FileStamp(1, Instant.EPOCH, Instant.EPOCH, "");
      RemoteName name = new RemoteName("scope", "/", "a.png");
      ledger.record(
          folder,
          List.of(
              new FileChange.Observed(
                  path, stamp, EntryState.READY, "", Lane.LIVE, Optional.empty())),
          Instant.EPOCH);
      ledger.plan(folder, List.of(new NameClaim(path, stamp, name, Lane.LIVE)), Instant.EPOCH);
      List<Item> leased = ledger.claim(folder, Lane.LIVE, 9, Long.MAX_VALUE, Instant.EPOCH);
      assertEquals(1, leased.size());
      SqliteConnections.open(
              file(), session -> new ItemQueue(session).endLeases(leased), () -> () -> {})
          .close();
      assertEquals(leased, ledger.claim(folder, Lane.LIVE, 9, Long.MAX_VALUE, Instant.EPOCH));
      assertEquals(List.of(), ledger.claim(folder, Lane.LIVE, 9, Long.MAX_VALUE, Instant.EPOCH));
    }
  }

  @Test
  void writeIsCutOff_whenNobodyWaitsAnyMore_andChangesNothing() throws Exception {
    try (SqliteLedger ledger = SqliteLedger.open(file(), Instant.EPOCH, patience, () -> () -> {})) {
      patience.begin();
      try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
          Statement lock = other.createStatement()) {
        lock.execute("BEGIN IMMEDIATE");
        CompletableFuture<Long> folder =
            CompletableFuture.supplyAsync(() -> ledger.openFolder(key(directory)));
        await().atMost(Duration.ofSeconds(40)).until(() -> !heard.isEmpty());
        patience.end();
        CompletionException cut = assertThrows(CompletionException.class, folder::join);
        LedgerException cause = (LedgerException) cut.getCause();
        assertEquals(LedgerException.Kind.CUT_OFF, cause.kind());
        lock.execute("ROLLBACK");
      }
      assertEquals(1, ledger.openFolder(key(directory)), "no row was made before");
    }
  }

  /** Notes what it is told. */
  private final class Heard implements OutageListener {
    @Override
    public void waiting(String reason) {
      heard.add(reason);
    }

    @Override
    public void over(Duration lasted) {
      heard.add("over");
    }
  }
}
