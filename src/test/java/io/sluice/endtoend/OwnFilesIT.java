package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What Sluice makes for itself is its owner's alone, and does not pile up. */
@Execution(ExecutionMode.CONCURRENT)
final class OwnFilesIT {
  @TempDir private Path directory;
  private Site site;
  private Path temporary;

  @BeforeEach
  void prepare() throws Exception {
    site = new Site(directory);
    site.folder("settle: { quiet-period: 300ms, max-wait: 1s }").rest("report: { interval: 1s }");
    site.write("whole.png", ImageFiles.png("whole"));
    site.write("half.png", ImageFiles.cut(ImageFiles.png("half")));
    temporary = Files.createDirectories(directory.resolve("temporary"));
    Files.createDirectory(site.state());
    Files.setPosixFilePermissions(site.state(), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private SluiceProcess start(String command, String... arguments) throws IOException {
    return site.startWith(List.of("-Xmx256m", "-Djava.io.tmpdir=" + temporary), command, arguments);
  }

  /** What others could do with what is below the state directory and the data. */
  private Set<String> openToOthers() throws IOException {
    Set<String> open = new TreeSet<>();
    for (Path root : List.of(site.state(), site.data())) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(file -> !file.equals(site.state())).toList()) {
          String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
          if (!mode.endsWith("------")) {
            open.add(mode + " " + file);
          }
        }
      }
    }
    return open;
  }

  private List<String> libraries(Path where) throws IOException {
    try (Stream<Path> files = Files.walk(where)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.contains(".so"))
          .toList();
    }
  }

  @Test
  void isClosedToOthers_inAStateDirectoryThatIsOpen_howeverOftenItIsKilled() throws Exception {
    for (int round = 0; round < 3; round++) {
      try (SluiceProcess daemon = start("run")) {
        daemon.awaitLog("report folder=inbox .* uploaded=1 .* incomplete=1 pending=0 ");
        assertTrue(Files.exists(site.state().resolve("ledger.db-wal")), "nothing to look at");
        assertTrue(Files.exists(site.state().resolve("failures.jsonl")), "nothing to look at");
        assertEquals(Set.of(), openToOthers());
        // Where the log is kept, it has no link that opens the page, but says where one is.
        String link = site.data().resolve("page-link").toString();
        daemon.awaitLog("see them at http://127\\.0\\.0\\.1:\\d+ .*" + Pattern.quote(link));
        assertFalse(daemon.err().contains("token="), daemon::toString);
        assertTrue(Files.readString(Path.of(link)).contains("/?token="));
        daemon.signal("KILL");
        daemon.awaitExit();
      }
      assertEquals(1, libraries(site.state()).size(), libraries(site.state())::toString);
    }
    assertEquals(List.of(), libraries(temporary));
  }

  @Test
  void usesAPlaceOfTheUsers_whereThereIsNoStateDirectory_andReplacesADamagedLibrary()
      throws Exception {
    Files.delete(site.state());
    for (int round = 0; round < 2; round++) {
      try (SluiceProcess dry = start("sync", "-n")) {
        assertEquals(0, dry.awaitExit(), dry::toString);
      }
      assertTrue(Files.notExists(site.state()), "a dry run made the state directory");
      assertEquals(1, libraries(temporary).size(), libraries(temporary)::toString);
      try (Stream<Path> files = Files.walk(temporary)) {
        Path library = files.filter(file -> file.toString().endsWith(".so")).findFirst().get();
        Files.writeString(library, "damaged");
      }
    }
  }
}
