package io.sluice.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.item.Item;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What calls have returned from is there after the process died. */
class SqliteLedgerCrashIT {
  /** After all times of these tests, so that opening finds none ahead. */
  private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

  @TempDir Path directory;

  @Test
  void everythingIsThere_whicheverCallWasTheLast() throws Exception {
    for (int calls = 1; calls <= CrashScript.CALLS; calls++) {
      Path crashed = directory.resolve("crashed-" + calls + ".db");
      Process child = start(crashed.toString(), Integer.toString(calls));
      assertTrue(child.waitFor(60, TimeUnit.SECONDS), "the process must die by itself");
      assertEquals(7, child.exitValue(), "after " + calls + " calls");
      Path expected = directory.resolve("expected-" + calls + ".db");
      try (Ledger ledger = SqliteLedger.open(expected, LATER)) {
        for (int call = 0; call < calls; call++) {
          CrashScript.call(ledger, call);
        }
      }
      assertEquals(contents(expected), contents(crashed), "after " + calls + " calls");
    }
  }

  @Test
  void everyRecordedBatchIsThereWhole_whenKilledInTheMiddle() throws Exception {
    Path file = directory.resolve("ledger.db");
    Process child = start(file.toString());
    long last = 0;
    try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); last < 25; line = lines.readLine()) {
        last = batch(line, last);
      }
      // Not by the process itself, which would close its output with what is still in it.
      child.toHandle().destroyForcibly();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = batch(line, last);
      }
    }
    assertTrue(child.waitFor(60, TimeUnit.SECONDS));
    assertEquals("ok", integrity(file));
    try (Ledger ledger = SqliteLedger.open(file, LATER)) {
      long files = ledger.counts(ledger.openFolder(CrashScript.KEY)).seen();
      assertEquals(0, files % CrashScript.BATCH, "a batch was torn: " + files);
      assertTrue(files >= (last + 1) * CrashScript.BATCH, files + " files, batch " + last);
    }
  }

  /** A library of the child may print lines of its own. */
  private static long batch(String line, long before) {
    return line.matches("\\d+") ? Long.parseLong(line) : before;
  }

  private static Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-cp", System.getProperty("java.class.path")));
    command.add(CrashScript.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static List<Object> contents(Path file) {
    try (Ledger ledger = SqliteLedger.open(file, LATER)) {
      long folder = ledger.openFolder(CrashScript.KEY);
      List<FileEntry> files =
          ledger.filesIn(folder, EnumSet.allOf(EntryState.class), Optional.empty(), 1_000);
      List<Item> items = ledger.claim(folder, Lane.LIVE, 100, Long.MAX_VALUE, CrashScript.NOW);
      return List.of(files, ledger.counts(folder).bytesUploaded(), items);
    }
  }

  private static String integrity(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA integrity_check")) {
      return rows.getString(1);
    }
  }
}
