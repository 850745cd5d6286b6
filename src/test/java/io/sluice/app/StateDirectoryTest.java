package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateDirectoryTest {
  @TempDir private Path directory;

  @Test
  void isMadeForItsOwnerAlone_andFreeAgainOnceClosed() throws Exception {
    Path state = directory.resolve("a/b");

    StateDirectory.take(state).close();

    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(state)));
    StateDirectory.take(state).close();
  }

  @Test
  void keepsItsFilesToItsOwner_whereTheDirectoryIsOpenToOthers() throws Exception {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String older :
        List.of("ledger.db", "ledger.db-wal", "failures.jsonl", "failures.jsonl.1")) {
      Path file = Files.createFile(directory.resolve(older));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }
    Path others = Files.createFile(directory.resolve("notes.txt"));
    Files.setPosixFilePermissions(others, PosixFilePermissions.fromString("rw-r--r--"));

    StateDirectory.take(directory).close();

    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(file -> !file.equals(others)).toList()) {
        assertEquals("rw-------", mode(file), file::toString);
      }
    }
    assertEquals("rw-r--r--", mode(others));
    assertEquals("rwxr-xr-x", mode(directory));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void isRefused_namingTheHolder_whenItIsTaken() throws Exception {
    StateDirectory first = StateDirectory.take(directory);
    try {
      StateDirectory.UnusableException refused =
          assertThrows(
              StateDirectory.UnusableException.class, () -> StateDirectory.take(directory));
      assertTrue(
          refused.getMessage().contains("process " + ProcessHandle.current().pid()),
          refused.getMessage());
    } finally {
      first.close();
    }
  }

  @Test
  void isRefused_withWhatToDo_whenAFileStandsInItsPlace() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "x");

    StateDirectory.UnusableException refused =
        assertThrows(
            StateDirectory.UnusableException.class, () -> StateDirectory.take(file.resolve("s")));

    assertTrue(refused.getMessage().contains("--state-dir"), refused.getMessage());
  }
}
