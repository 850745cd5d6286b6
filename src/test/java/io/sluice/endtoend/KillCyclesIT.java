package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A daemon that is killed again and again while files arrive. {@code -Dkill.cycles=N}, {@code
 * -Dkill.files=N}, {@code -Dkill.seed=N}.
 */
@Execution(ExecutionMode.CONCURRENT)
final class KillCyclesIT {
  @TempDir private Path directory;

  private static long seed() {
    return Long.getLong("kill.seed", ThreadLocalRandom.current().nextLong(1_000_000));
  }

  @Test
  void everyFileIsThereOnce_whenTheDaemonIsKilledTwice() throws Exception {
    try (KillCycles cycles = new KillCycles(directory, 2, 60, 2, seed())) {
      cycles.run();
      assertEquals(List.of(), cycles.faults(), cycles::summary);
    }
  }

  @Test
  @Tag("sweep")
  void everyFileIsThereOnce_whenTheDaemonIsKilledHundredsOfTimes() throws Exception {
    int cycles = Integer.getInteger("kill.cycles", 200);
    int files = Integer.getInteger("kill.files", 2_000);
    try (KillCycles run = new KillCycles(directory, cycles, files, 10, seed())) {
      run.run();
      System.out.println(run.summary());
      assertEquals(List.of(), run.faults(), run::summary);
    }
  }
}
