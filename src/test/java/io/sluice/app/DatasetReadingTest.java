package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.ledger.FolderKey;
import io.sluice.ledger.ListedImage;
import io.sluice.ledger.Listings;
import io.sluice.ledger.SqliteLedger;
import io.sluice.target.pictograph.FakePictograph;
import io.sluice.target.pictograph.PictographFixture;
import io.sluice.target.pictograph.StepScripts.Step;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a dataset holds, read while it changes; the platform gives three images a page. */
class DatasetReadingTest {
  @TempDir private Path directory;

  @Test
  void isReadAnew_whenAnImageWasDeletedMeanwhile_soThatNoneIsHidden() throws Exception {
    assertEquals(
        Set.of("1.png", "2.png", "3.png", "4.png", "5.png", "6.png"),
        read(server -> server.deleteImage("7.png")));
  }

  @Test
  void isReadOnce_whenImagesWereAddedMeanwhile() throws Exception {
    assertEquals(
        Set.of("1.png", "2.png", "3.png", "4.png", "5.png", "6.png", "7.png"),
        read(server -> server.addImage("ds-0", "/", "8.png", new byte[9])));
  }

  private interface Change {
    void at(FakePictograph server);
  }

  /** The names that were found, with a change before the second page. */
  private Set<String> read(Change change) throws Exception {
    try (PictographFixture platform = new PictographFixture();
        SqliteLedger ledger = SqliteLedger.open(directory.resolve("listing.db"), Instant.now())) {
      FakePictograph server = platform.server();
      for (int i = 1; i <= 7; i++) {
        server.addImage("ds-0", "/", i + ".png", new byte[i]);
      }
      server.meanwhile(
          () -> {
            if (server.requests(Step.LIST).size() == 2) {
              change.at(server);
            }
          });
      long folder = ledger.openFolder(new FolderKey(directory, "pictograph", "road-signs"));
      ledger.bindScope(folder, "ds-0", Instant.now());
      Listings listings = ledger.listings(folder, "ds-0");
      PatientCalls calls = new PatientCalls(platform.clock(), new Random(7));
      new DatasetReading(platform.target(), listings, calls, platform.clock())
          .read(platform.dataset());
      return listings.page(Optional.empty(), 100).stream()
          .map(ListedImage::fileName)
          .collect(Collectors.toSet());
    }
  }
}
