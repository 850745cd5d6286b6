package io.sluice.faultserver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 5,000 files of which every request has three chances in ten to go wrong, in every way. */
@Tag("sweep")
final class FaultSweepIT {
  private static final int LEAST_HITS = 50;

  @TempDir private Path directory;

  @Test
  void everyFileArrivesOnce_whenEveryFaultIsMetFiftyTimes() throws Exception {
    long seed = Long.getLong("sluice.seed", new Random().nextLong());
    System.out.println("seed " + seed);
    RandomFaults faults = new RandomFaults(Faults.mixed(), 0.3, seed);
    MixedRun.Cost cost = new MixedRun(directory, faults, 2).run(20, 250);
    System.out.println("5,000 files took " + cost);
    List<String> rare =
        Faults.mixed().stream()
            .map(Fault::label)
            // A run opens its dataset once: there are not enough of them.
            .filter(label -> !label.startsWith("opening-"))
            .filter(label -> cost.hits().getOrDefault(label, 0) < LEAST_HITS)
            .toList();
    assertEquals(List.of(), rare, "met less than " + LEAST_HITS + " times");
  }
}
