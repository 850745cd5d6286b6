package io.sluice.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tables answer the daily questions without reading through them, and agree with each other.
 */
class SchemaTest {
  /** After all times of these tests, so that opening finds none ahead. */
  private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

  private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
  private static final FolderKey KEY = new FolderKey(Path.of("/srv/inbox"), "target", "cats");

  @TempDir Path directory;

  @Test
  void tallyIsWhatCountingWouldSay_afterAnyCalls() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed of the tally test: " + seed);
    Random random = new Random(seed);
    try (SqliteLedger ledger = SqliteLedger.open(file(), LATER)) {
      long folder = ledger.openFolder(KEY);
      ledger.bindScope(folder, "scope-0", NOW);
      for (int call = 0; call < 200; call++) {
        String path = "f" + random.nextInt(20);
        if (random.nextInt(40) == 0) {
          ledger.bindScope(folder, "scope-" + call, NOW);
        } else if (random.nextInt(4) == 0) {
          ledger.record(folder, List.of(new FileChange.Vanished(new RelativePath(path))), NOW);
        } else {
          ledger.record(folder, List.of(in(path, random)), NOW);
        }
      }
    }
    String wrong =
        "SELECT count(*) FROM tally t WHERE files <> (SELECT count(*) FROM sighting s"
            + " WHERE s.folder_id = t.folder_id AND s.state = t.state)";
    assertEquals(0, number(wrong), "seed " + seed);
    assertEquals(number("SELECT count(*) FROM sighting"), number("SELECT sum(files) FROM tally"));
  }

  private static FileChange in(String path, Random random) {
    FileStamp stamp = new FileStamp(random.nextInt(3), NOW, NOW, "");
    EntryState state =
        List.of(EntryState.SETTLING, EntryState.READY, EntryState.CONFLICT, EntryState.FAILED)
            .get(random.nextInt(4));
    return new FileChange.Observed(
        new RelativePath(path), stamp, state, "", Lane.LIVE, Optional.empty());
  }

  @Test
  void everyQueryOfTheDailyWorkUsesAnIndex() throws Exception {
    SqliteLedger.open(file(), LATER).close();
    assertPlan(ItemQueue.AGAIN, "item_waiting");
    assertPlan(ItemQueue.FRESH, "item_waiting");
    assertPlan(ItemQueue.COUNT, "item_waiting");
    assertPlan(SightingQuery.READY_LIVE, "sighting_live");
    assertPlan(ListingTable.IS_KNOWN, "PRIMARY KEY");
    assertPlan(ListingTable.PAGE, "PRIMARY KEY");
    assertPlan(Forgetting.KNOWN, "PRIMARY KEY (folder_id=? AND path>?)");
    assertPlan(Forgetting.LONG_GONE, "sighting_gone");
    assertPlan(UnboundScopes.FORGET_LISTED, "PRIMARY KEY (namespace_id=?");
    assertPlan(UnboundScopes.FORGET_ITEMS, "(namespace_id=?)");
    assertPlan(ItemQueue.SOONEST, "item_waiting");
    assertPlan(ItemQueue.END_LEASES, "item_leased");
    assertPlan(HolderQuery.ONE, "namespace_id=? AND directory=? AND file_name=?");
    assertPlan(ItemTable.OPEN, "PRIMARY KEY");
    assertPlan(ItemTable.DELETE_WAITING, "item_waiting");
    assertPlan(ItemTable.DELETE_LEASED, "item_leased");
    assertPlan(SightingQuery.ONE, "PRIMARY KEY (folder_id=? AND path=?)");
    assertPlan(SightingQuery.PAGE, "sighting_state (folder_id=? AND state=? AND path>?)");
    assertPlan(DetailsQuery.ONE, "PRIMARY KEY (folder_id=? AND path=?)");
    assertPlan(DetailsQuery.PAGE_OF_ALL, "PRIMARY KEY (folder_id=? AND path>? AND path<?)");
    assertPlan(
        DetailsQuery.PAGE_OF_STATE,
        "sighting_state (folder_id=? AND state=? AND path>? AND path<?)");
    assertPlan(DetailsQuery.OWNED, "namespace_id=? AND directory=? AND file_name=?");
    assertPlan(SightingQuery.DUE, "sighting_due (folder_id=? AND retry_at<?)");
    assertPlan(SightingQuery.COUNT, "SEARCH tally USING PRIMARY KEY (folder_id=?)");
    assertPlan(SightingQuery.OLDEST, "sighting_waiting (folder_id=?)");
    assertPlan(RivalTable.LET_TRY, "rival_owner");
    assertPlan(RivalTable.LET_WAITING_TRY, "rival_owner");
    assertPlan(FormerTable.UPLOADS_OF_CONTENT, "PRIMARY KEY (folder_id=? AND path=?)");
    assertPlan(RivalTable.FORGET_OF, "rival_owner");
  }

  private void assertPlan(String sql, String index) throws SQLException {
    List<String> plan = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
      while (rows.next()) {
        plan.add(rows.getString("detail"));
      }
    }
    String text = plan.toString();
    assertTrue(text.contains(index), sql + " -> " + text);
    // All of a partial index that holds few rows may be read, a table never.
    String searches =
        text.replace("SCAN item USING INDEX item_leased", "")
            .replace("SCAN CONSTANT ROW", "")
            .replace("SCAN (subquery-1)", "");
    boolean slow = searches.contains("SCAN") || searches.contains("TEMP B-TREE");
    assertFalse(slow, sql + " -> " + text);
  }

  private Path file() {
    return directory.resolve("ledger.db");
  }

  private long number(String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.getLong(1);
    }
  }
}
