package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileChange;
import io.sluice.ledger.FolderKey;
import io.sluice.ledger.Lane;
import io.sluice.ledger.LedgerException;
import io.sluice.ledger.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownCountsTest {
  private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
  private static final FileStamp STAMP = new FileStamp(5, NOW, NOW, "");

  @TempDir private Path directory;

  @Test
  void lastCountsAreSeen_whileTheLedgerCannotBeRead() throws IOException {
    try (SqliteLedger ledger = SqliteLedger.open(directory.resolve("ledger.db"), NOW)) {
      long folder = ledger.openFolder(new FolderKey(directory, "target", "dataset"));
      KnownCounts known = new KnownCounts(ledger, folder);
      ledger.record(
          folder,
          List.of(
              new FileChange.Observed(
                  new RelativePath("a.png"),
                  STAMP,
                  EntryState.READY,
                  "",
                  Lane.LIVE,
                  Optional.empty())),
          NOW);
      assertEquals(Optional.empty(), known.count().trouble());

      closeConnections(ledger, folder);
      move("ledger.db", "away.db");
      KnownCounts.Count older = known.count();
      assertEquals(1, older.files().seen());
      assertEquals(
          true, older.trouble().orElseThrow().contains("the counts are older"), older::toString);
      KnownCounts never = new KnownCounts(ledger, folder);
      assertThrows(LedgerException.class, never::count);

      move("away.db", "ledger.db");
      assertEquals(Optional.empty(), known.count().trouble());
    }
  }

  /** A call that fails has all connections made anew, and so the file looked for. */
  private static void closeConnections(SqliteLedger ledger, long folder) {
    FileChange unknown = new FileChange.Restamped(new RelativePath("unknown.png"), STAMP);
    assertThrows(
        IllegalArgumentException.class, () -> ledger.record(folder, List.of(unknown), NOW));
  }

  private void move(String from, String to) throws IOException {
    Files.move(directory.resolve(from), directory.resolve(to));
  }
}
