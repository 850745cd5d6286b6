package io.sluice.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.ledger.ListedImage;
import io.sluice.target.ListingPage;
import io.sluice.target.RemoteImage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is kept of a listing. */
class ListedImagesTest {
  @Test
  void namesAndFoldersAreComposed_asOurOwnAre() {
    RemoteImage apart =
        new RemoteImage("1", "/cafe\u0301", "e\u0301.png", OptionalLong.of(7), Optional.empty());
    ListingPage page = new ListingPage(List.of(apart), 0, Optional.empty(), OptionalLong.empty());

    ListedImage kept = ListedImages.of(page, SampleJobs.T0).get(0);

    assertEquals("/caf\u00e9", kept.directory());
    assertEquals("\u00e9.png", kept.fileName());
    assertEquals(SampleJobs.T0, kept.seenAt());
  }
}
