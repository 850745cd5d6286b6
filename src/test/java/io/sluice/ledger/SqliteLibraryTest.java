package io.sluice.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLibraryTest {
  @TempDir private Path directory;

  @Test
  void aDriverThatIsLoadedAlreadyGetsNoSecondCopy() throws Exception {
    try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      SqliteLibrary.load(directory);
      assertEquals("ok", first(memory, "PRAGMA integrity_check"));
    }
    Set<String> copies = mapped();
    assertEquals(1, copies.size(), copies::toString);
  }

  private static String first(Connection connection, String query) throws Exception {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Set<String> mapped() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines
          .filter(line -> line.contains("sqlitejdbc"))
          .map(line -> line.substring(line.indexOf('/')))
          .collect(Collectors.toSet());
    }
  }
}
