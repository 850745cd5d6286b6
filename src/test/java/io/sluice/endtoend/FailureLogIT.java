package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What is logged of files that fail, over several runs. */
@Execution(ExecutionMode.CONCURRENT)
final class FailureLogIT {
  @TempDir private Path directory;

  /** The second sync finds nothing new to say; a third one, after a change, does. */
  @Test
  void logsAFailureAgain_onlyOnceSomethingChanged() throws Exception {
    Site site = new Site(directory);
    site.folder("settle: { quiet-period: 500ms, max-wait: 3s }", "max-size: 4KB");
    site.write("half.png", ImageFiles.cut(ImageFiles.png("half")));
    site.write("big.png", ImageFiles.png("big", 5_000));
    Path log = site.state().resolve("failures.jsonl");
    for (int round = 0; round < 2; round++) {
      assertEquals(2, site.sync(4).failures().size());
      assertEquals(2, Files.readAllLines(log).size(), "lines after sync " + round);
    }
    site.write("half.png", ImageFiles.cut(ImageFiles.png("half, and other")));
    site.sync(4);
    assertEquals(3, Files.readAllLines(log).size());
  }
}
