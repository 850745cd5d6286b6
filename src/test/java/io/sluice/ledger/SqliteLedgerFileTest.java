package io.sluice.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.Uninterruptibles;
import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What is particular to a ledger in an SQLite file. */
@Execution(ExecutionMode.CONCURRENT)
class SqliteLedgerFileTest {
  /** After all times of these tests, so that opening finds none ahead. */
  private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

  private static final Duration WAIT = Duration.ofMinutes(2);
  private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
  private static final FolderKey KEY = new FolderKey(Path.of("/srv/inbox"), "target", "cats");

  @TempDir Path directory;

  @Test
  void onlyTheOwnerCanReadIt() throws IOException {
    try (SqliteLedger ledger = SqliteLedger.open(file(), LATER)) {
      ledger.openFolder(KEY);
      ledger.copyTo(directory.resolve("copy.db"));
      for (String name : List.of("ledger.db", "ledger.db-wal", "ledger.db-shm", "copy.db")) {
        assertEquals(
            "rw-------",
            PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))),
            name);
      }
    }
  }

  @Test
  void fileNameKeepsItsBytes() {
    Path odd = Path.of(URI.create(directory.toUri() + "odd%20%25%3F%23%C3%A9.db"));
    SqliteLedger.open(odd, LATER).close();
    assertTrue(Files.isRegularFile(odd), odd.toString());
  }

  @Test
  void writersSyncAndReadersCannotWrite() {
    try (SqliteConnections connections =
        SqliteConnections.open(file(), session -> {}, () -> () -> {})) {
      LedgerCalls calls = new LedgerCalls(connections, LedgerPatience.none());
      assertEquals(2, calls.<Long>write(session -> pragma(session, "synchronous")).longValue());
      assertEquals(1, calls.<Long>write(session -> pragma(session, "foreign_keys")).longValue());
      assertThrows(
          LedgerException.class, () -> calls.read(session -> session.update("DELETE FROM folder")));
      assertEquals(6, calls.<Long>read(session -> pragma(session, "user_version")).longValue());
    }
  }

  private static long pragma(Session session, String name) throws SQLException {
    return session.first(row -> row.number(name), "PRAGMA " + name).orElseThrow();
  }

  @Test
  void ledgerOfANewerVersionIsRefused_andLeftAsItIs() throws Exception {
    SqliteLedger.open(file(), LATER).close();
    sql("PRAGMA user_version = 99");
    assertMessage("written by a newer Sluice (format 99, this one knows up to 6)");
    assertEquals(99, number("PRAGMA user_version"));
  }

  @Test
  void ledgerOfThreeVersionsBefore_isBroughtUpToDate_withAllThatItHas() throws Exception {
    try (SqliteLedger ledger = SqliteLedger.open(file(), LATER)) {
      ledger.bindScope(ledger.openFolder(KEY), "d1", NOW);
      ledger.listings(ledger.openFolder(KEY), "d1").begin();
    }
    for (String column : List.of("frame_rate", "as_frames", "layout")) {
      sql("ALTER TABLE item DROP COLUMN " + column);
    }
    sql("ALTER TABLE part DROP COLUMN path");
    sql("DROP INDEX item_processing");
    sql("DROP TABLE begun");
    sql("ALTER TABLE namespace DROP COLUMN dropped_listings");
    sql("ALTER TABLE namespace DROP COLUMN unbound_since");
    sql("ALTER TABLE sighting DROP COLUMN renamed_for");
    sql("DROP TABLE former");
    sql("DROP TABLE told");
    sql("PRAGMA user_version = 2");
    try (SqliteLedger ledger = SqliteLedger.open(file(), LATER)) {
      Listings listings = ledger.listings(ledger.openFolder(KEY), "d1");
      long generation = listings.begin().orElseThrow();
      assertEquals(2, generation);
      assertTrue(listings.complete(Optional.empty(), generation, NOW));
      assertEquals(0, ledger.forgetUnbound(NOW, 100, NOW));
    }
    assertEquals(6, number("PRAGMA user_version"));
  }

  @Test
  void anotherDatabaseIsRefused_andLeftAsItIs() throws Exception {
    sql("CREATE TABLE bookmarks (url TEXT)");
    assertMessage("no ledger of Sluice");
    assertEquals(1, number("SELECT count(*) FROM sqlite_schema"));
  }

  @Test
  void fileThatIsNoDatabaseIsRefused_andLeftAsItIs() throws IOException {
    String text = "not a database, ".repeat(1000);
    Files.writeString(file(), text);
    assertMessage("is damaged, or no ledger");
    assertEquals(text, Files.readString(file()));
  }

  @Test
  void missingDirectoryIsNamed() {
    Path missing = directory.resolve("none").resolve("ledger.db");
    LedgerException refused =
        assertThrows(LedgerException.class, () -> SqliteLedger.open(missing, LATER));
    assertTrue(refused.getMessage().contains("its directory does not exist"));
    assertTrue(refused.getMessage().contains(missing.toString()), refused.getMessage());
  }

  @Test
  void directoryInItsPlaceIsRefused() throws IOException {
    Files.createDirectory(file());
    assertMessage("cannot be opened");
  }

  @Test
  void fullDiskIsSaidInPlainWords_andTakesTheCallBack() {
    try (SqliteConnections connections =
        SqliteConnections.open(file(), session -> {}, () -> () -> {})) {
      LedgerCalls calls = new LedgerCalls(connections, LedgerPatience.none());
      long pages = calls.write(session -> pragma(session, "page_count"));
      LedgerException full =
          assertThrows(
              LedgerException.class,
              () ->
                  calls.writing(
                      session -> {
                        pragma(session, "max_page_count = " + pages, "max_page_count");
                        fill(session);
                      }));
      assertTrue(full.getMessage().contains("the disk is full"), full.getMessage());
      assertTrue(full.getCause() instanceof SQLException);
      assertEquals(0, calls.<Long>read(SqliteLedgerFileTest::folders).longValue());
      calls.writing(session -> new FolderTable(session).findOrMake(KEY));
    }
  }

  private static void pragma(Session session, String text, String column) throws SQLException {
    session.first(row -> row.number(column), "PRAGMA " + text);
  }

  private static void fill(Session session) throws SQLException {
    for (int i = 0; i < 100; i++) {
      String dataset = i + "x".repeat(4000);
      new FolderTable(session).findOrMake(new FolderKey(KEY.root(), "target", dataset));
    }
  }

  @Test
  void failureInTheMiddleOfACallTakesItBack() throws Exception {
    try (SqliteLedger ledger = SqliteLedger.open(file(), LATER)) {
      long folder = ledger.openFolder(KEY);
      sql(
          "CREATE TRIGGER refuse BEFORE INSERT ON sighting WHEN new.path = 'bad'"
              + " BEGIN SELECT raise(ABORT, 'refused by the test'); END");
      List<FileChange> changes = List.of(ready("good"), ready("bad"), ready("other"));
      LedgerException failed =
          assertThrows(LedgerException.class, () -> ledger.record(folder, changes, NOW));
      assertTrue(failed.getMessage().contains("refused by the test"), failed.getMessage());
      assertEquals(Map.of(), ledger.counts(folder).files());
      ledger.record(folder, List.of(ready("good")), NOW);
      assertEquals(Map.of(EntryState.READY, 1L), ledger.counts(folder).files());
    }
  }

  @Test
  void readerThatWasBusyDuringAFailure_doesNotGoOnWithAFileThatWasReplaced() throws Exception {
    Path other = directory.resolve("other.db");
    try (SqliteLedger ledger = SqliteLedger.open(other, LATER)) {
      ledger.openFolder(KEY);
    }
    try (SqliteConnections connections =
        SqliteConnections.open(file(), session -> {}, () -> () -> {})) {
      LedgerCalls calls = new LedgerCalls(connections, LedgerPatience.none());
      CountDownLatch reading = new CountDownLatch(1);
      CountDownLatch replaced = new CountDownLatch(1);
      CompletableFuture<Long> reader =
          CompletableFuture.supplyAsync(
              () ->
                  calls.read(
                      session -> {
                        long folders = folders(session);
                        reading.countDown();
                        assertTrue(Uninterruptibles.awaitUninterruptibly(replaced, WAIT));
                        return folders;
                      }));
      assertTrue(reading.await(WAIT.toSeconds(), TimeUnit.SECONDS));
      assertThrows(
          LedgerException.class,
          () -> calls.writing(session -> session.update("INSERT INTO nothing VALUES (1)")));
      Path away = Files.createDirectory(directory.resolve("away"));
      for (String name : List.of("ledger.db", "ledger.db-wal", "ledger.db-shm")) {
        Files.move(directory.resolve(name), away.resolve(name));
      }
      Files.move(other, file());
      assertEquals(1, calls.<Long>write(SqliteLedgerFileTest::folders).longValue());
      replaced.countDown();

      assertEquals(0, reader.get(WAIT.toSeconds(), TimeUnit.SECONDS));
      assertEquals(1, calls.<Long>read(SqliteLedgerFileTest::folders).longValue());
    }
  }

  private static long folders(Session session) throws SQLException {
    return session.first(row -> row.number("n"), "SELECT count(*) AS n FROM folder").orElseThrow();
  }

  @Test
  void readersDoNotWaitForAWriter() {
    try (SqliteConnections connections =
        SqliteConnections.open(file(), session -> {}, () -> () -> {})) {
      LedgerCalls calls = new LedgerCalls(connections, LedgerPatience.none());
      long seen =
          calls.write(
              session -> {
                new FolderTable(session).findOrMake(KEY);
                return calls.<Long>read(SqliteLedgerFileTest::folders);
              });
      assertEquals(0, seen);
    }
  }

  @Test
  void writeLockOfAnotherProgramIsSaid() throws Exception {
    SqliteLedger.open(file(), LATER).close();
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = other.createStatement()) {
      statement.execute("PRAGMA locking_mode = EXCLUSIVE");
      statement.execute("CREATE TABLE other (x)");
      assertMessage("is locked by another program");
    }
  }

  private void assertMessage(String words) {
    LedgerException refused =
        assertThrows(LedgerException.class, () -> SqliteLedger.open(file(), LATER));
    assertTrue(refused.getMessage().contains(words), refused.getMessage());
    assertTrue(refused.getMessage().contains(file().toString()), refused.getMessage());
  }

  private static FileChange ready(String path) {
    FileStamp stamp = new FileStamp(1, NOW, NOW, "");
    return new FileChange.Observed(
        new RelativePath(path), stamp, EntryState.READY, "", Lane.LIVE, Optional.empty());
  }

  private Path file() {
    return directory.resolve("ledger.db");
  }

  private void sql(String text) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  private long number(String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.getLong(1);
    }
  }
}
