package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.target.darwin.DarwinFault;
import io.sluice.target.darwin.DarwinStep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Many faulty replies of Darwin: every file is confirmed once in the end. */
@Execution(ExecutionMode.CONCURRENT)
final class DarwinFaultsIT {
  private static final int MOST_RUNS = 200;

  /** Nothing was done, wherever it comes. */
  private static final List<DarwinFault> BEFORE =
      List.of(
          DarwinFault.status(500),
          DarwinFault.status(503),
          DarwinFault.status(408),
          DarwinFault.throttled(1),
          DarwinFault.page(),
          DarwinFault.cut());

  @TempDir private Path directory;
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private int faults;

  @Test
  void everyFileIsConfirmedOnce_whenOneOfFiveRepliesIsFaulty() throws Exception {
    everyFileIsConfirmedOnce(150);
  }

  @Test
  @Tag("sweep")
  void everyFileIsConfirmedOnce_ofManyMore() throws Exception {
    everyFileIsConfirmedOnce(2_000);
  }

  private void everyFileIsConfirmedOnce(int files) throws Exception {
    System.out.println("seed " + seed);
    try (DarwinSite darwin = new DarwinSite(directory, "workers: 8", "batch-size: 20")) {
      darwin.site().writeMany(files);
      darwin.server().with(state -> state.reissue());
      darwin.server().chance(this::fault);
      int runs = 0;
      Synced end;
      do {
        end = sync(darwin);
        end.addsUp();
        runs++;
      } while (end.code() != 0 && runs < MOST_RUNS);
      System.out.println(
          files
              + " files took "
              + runs
              + " runs, "
              + darwin.server().steps().size()
              + " requests, "
              + faults
              + " faults");
      darwin.assertAllConfirmedOnce();
      darwin.assertLedgerIsDone();
      assertTrue(faults > files / 3, "hardly a fault: " + faults);
    }
  }

  /** With much patience: each wait that is asked for takes a second, and there are hundreds. */
  private static Synced sync(DarwinSite darwin) throws Exception {
    try (SluiceProcess process = darwin.site().start("sync", "--json")) {
      process.awaitExit(Duration.ofMinutes(30));
      return Site.synced(process);
    }
  }

  /** Called with the server's lock held. */
  private Optional<DarwinFault> fault(DarwinStep step) {
    if (random.nextDouble() >= 0.2) {
      return Optional.empty();
    }
    faults++;
    return Optional.of(
        switch (step) {
          case PUT -> ofPut();
          case CONFIRM, REGISTER ->
              random.nextInt(3) == 0 ? DarwinFault.cut().afterwards() : before();
          default -> before();
        });
  }

  private DarwinFault before() {
    return BEFORE.get(random.nextInt(BEFORE.size()));
  }

  private DarwinFault ofPut() {
    return switch (random.nextInt(6)) {
      case 0 -> DarwinFault.status(403, "<Error><Code>AccessDenied</Code></Error>");
      case 1 -> DarwinFault.cutWithin();
      case 2 -> DarwinFault.cut().afterwards();
      case 3 -> DarwinFault.status(503);
      case 4 -> DarwinFault.status(500);
      default -> DarwinFault.throttled(1);
    };
  }
}
