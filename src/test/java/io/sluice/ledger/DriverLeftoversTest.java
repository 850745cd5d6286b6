package io.sluice.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DriverLeftoversTest {
  private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
  private static final String LIBRARY =
      "sqlite-3.54.1.0-%s0068a5-1772-4d81-8283-651cbf8ec5e8-libsqlitejdbc.so";

  @TempDir private Path directory;

  private void write(String name, Duration ago) throws Exception {
    Path file = Files.writeString(directory.resolve(name), "x");
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(ago)));
  }

  @Test
  void removesTheLibrariesOfKilledProcesses_andNothingElse() throws Exception {
    String old = LIBRARY.formatted("00");
    String fresh = LIBRARY.formatted("ff");
    write(old, Duration.ofMinutes(11));
    write(old + ".lck", Duration.ofMinutes(11));
    write(fresh, Duration.ofMinutes(9));
    write(fresh + ".lck", Duration.ofMinutes(9));
    List<String> others = List.of("sqlite-notes.txt", "sqlite-3.54.1.0-libsqlitejdbc.so", "a.so");
    for (String other : others) {
      write(other, Duration.ofDays(100));
    }

    DriverLeftovers.remove(directory, NOW);

    Set<String> kept = new TreeSet<>(others);
    kept.addAll(List.of(fresh, fresh + ".lck"));
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(
          kept,
          files
              .map(f -> f.getFileName().toString())
              .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  @Test
  void goesOn_whenThereIsNoSuchDirectory() {
    DriverLeftovers.remove(directory.resolve("nowhere"), NOW);
  }
}
