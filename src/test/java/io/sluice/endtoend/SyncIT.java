package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.NavigableMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A full sync, again, and again without the ledger. */
@Execution(ExecutionMode.CONCURRENT)
final class SyncIT {
  private static final int FILES = 40;

  @TempDir private Path directory;
  private Site site;

  @BeforeEach
  void prepare() throws Exception {
    site = new Site(directory);
    site.writeMany(FILES);
  }

  @Test
  void uploadsOnce_whenRunAgainAndWhenTheLedgerIsLost() throws Exception {
    NavigableMap<String, String> local = site.localDigests();
    long bytes = localBytes();

    Synced first = site.sync(0);
    first.counts(FILES, FILES, 0);
    assertTrue(first.success());
    assertEquals(bytes, first.number("bytes_uploaded"));
    assertEquals(local, site.storedDigests());

    Synced second = site.sync(0);
    second.counts(FILES, 0, FILES);
    assertFalse(second.success());
    assertEquals(0, second.number("bytes_uploaded"));

    deleteLedger(site);
    Synced third = site.sync(0);
    third.counts(FILES, 0, FILES);
    assertFalse(third.success());
    assertEquals(local, site.storedDigests());
    assertEquals(local, site.localDigests(), "the inbox was changed");
  }

  @Test
  void asksNothingForFiles_whenNothingChanged() throws Exception {
    try (RemoteServer server = new RemoteServer(site.data());
        Front front = new Front(server.url())) {
      site.remote(front.url(), server.keyFile(), "requests-per-second: 1000");
      site.sync(0).counts(FILES, FILES, 0);
      assertEquals(FILES, front.count("PUT", "/"));

      front.forget();
      site.sync(0).counts(FILES, 0, FILES);
      assertEquals(List.of(), front.journal().stream().filter(Front.Request::writes).toList());
      assertTrue(front.journal().size() <= 5, () -> "requests: " + front.journal());

      deleteLedger(site);
      site.sync(0).counts(FILES, 0, FILES);
      assertEquals(0, front.count("PUT", "/"), () -> "bytes were sent again: " + front.journal());
      assertEquals(site.localDigests(), server.client().digests(Site.DATASET));
    }
  }

  @Test
  void uploadsOnlyWhatIsNew_whenFilesAreAdded() throws Exception {
    site.sync(0);
    site.write("class-0/new.png", ImageFiles.png("new"));
    site.sync(0).counts(FILES + 1, 1, FILES);
    assertEquals(site.localDigests(), site.storedDigests());
  }

  @Test
  void dailySweepForgetsWhatIsKeptOfADatasetThatNoFolderIsBoundTo() throws Exception {
    site.sync(0);
    try (Connection ledger = DriverManager.getConnection("jdbc:sqlite:" + site.ledger());
        Statement statement = ledger.createStatement()) {
      statement.execute("INSERT INTO namespace (id, target, scope) VALUES (99, 'x', 'former')");
      statement.execute(
          "INSERT INTO listed_image (namespace_id, directory, file_name, remote_id, generation,"
              + " seen_at) VALUES (99, '/', '1.png', 'id', 1, 1)");
      site.sync(0);
      assertEquals(1, listed(statement), "the sweep is once a day");
      statement.execute("UPDATE folder SET swept_at = 0");
      site.sync(0);
      assertEquals(0, listed(statement));
    }
  }

  private static int listed(Statement ledger) throws SQLException {
    try (ResultSet rows =
        ledger.executeQuery("SELECT count(*) FROM listed_image WHERE namespace_id = 99")) {
      return rows.getInt(1);
    }
  }

  static void deleteLedger(Site site) throws Exception {
    try (var files = Files.list(site.state())) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("ledger")).toList()) {
        Files.delete(file);
      }
    }
  }

  private long localBytes() throws Exception {
    try (var files = Files.walk(site.inbox())) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
