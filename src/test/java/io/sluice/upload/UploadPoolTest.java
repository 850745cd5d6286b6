package io.sluice.upload;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.event.IngestEvent;
import io.sluice.event.TargetHealth;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.Lane;
import io.sluice.target.Dataset;
import io.sluice.target.TargetException;
import io.sluice.target.pictograph.StepScripts.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The workers of a target, against a platform. */
@Execution(ExecutionMode.CONCURRENT)
class UploadPoolTest {
  @TempDir private Path directory;

  @Test
  void datasetThatIsRefused_keepsNoOtherFolderOfTheTargetWaiting() throws Exception {
    try (UploadSite site = new UploadSite(directory)) {
      site.server().addDataset("secret", "ds-9");
      site.server().forbid("secret");
      UploadPool pool =
          new UploadPool(
              new PoolSettings(
                  "labelling",
                  1,
                  RetryPolicy.daemon(),
                  new GroupLimits(1, Duration.ZERO),
                  requests -> Duration.ZERO),
              site.target(),
              site.ledger,
              site.listener(),
              site.events::add,
              site.clock(),
              new Random(7),
              Thread::new);
      OpenFolder open =
          new OpenFolder(
              site.order("road-signs"), new Dataset(UploadSite.SCOPE, "road-signs", false, 0));
      site.ledger.bindScope(open.order().folderId(), UploadSite.SCOPE, site.clock().instant());
      try {
        pool.serve(site.order("secret"));
        pool.serve(open.order());
        pool.start();
        for (int i = 0; i < 5; i++) {
          String name = i + ".png";
          site.files(open.order().folderId(), UploadSite.SCOPE, Lane.LIVE, name);
          pool.wake(open.order().folderId());
          await().until(() -> site.state(open, name) == EntryState.UPLOADED);
        }
        // It is asked for again, by itself.
        await()
            .until(
                () -> {
                  site.clock().pass(Duration.ofSeconds(5));
                  return site.openFailures.size() >= 2;
                });
      } finally {
        pool.stop(Duration.ZERO);
      }
      assertTrue(
          site.openFailures.stream()
              .allMatch(e -> e.kind() == TargetException.Kind.DATASET_REFUSED),
          () -> "" + site.openFailures);
      assertEquals(TargetHealth.OK, pool.status().health());
      assertEquals(
          0, site.events.stream().filter(e -> e instanceof IngestEvent.TargetChanged).count());
      assertTrue(site.server().requests(Step.DATASET).size() < 10);
    }
  }
}
