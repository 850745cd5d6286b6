package io.sluice.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

final class LineFileTest {
  private static final Path FULL = Path.of("/dev/full");

  @TempDir private Path directory;

  @Test
  void goesOnWithWholeLines_whenTheDiskWasFullForAWhile() throws IOException {
    assumeTrue(Files.exists(FULL), "needs a device that is always full");
    Path file = directory.resolve("lines");
    LineFile lines = new LineFile(file, true, "nothing is lost", LoggerFactory.getLogger("test"));
    lines.append("one\n", () -> false);
    Path kept = Files.move(file, directory.resolve("kept"));
    Files.createSymbolicLink(file, FULL);
    lines.append("two\n", () -> false);
    lines.append("three\n", () -> false);
    Files.delete(file);
    Files.move(kept, file);
    lines.append("four\n", () -> false);
    assertEquals(List.of("one", "four"), Files.readAllLines(file));
  }
}
