package io.sluice.upload;

import io.sluice.ledger.ListedImage;
import io.sluice.target.ListingPage;
import java.text.Normalizer;
import java.time.Instant;
import java.util.List;

/** The images of a listing as the ledger keeps them. */
public final class ListedImages {
  private ListedImages() {}

  /**
   * The images of a page, their names and folders composed (NFC), as our own are.
   *
   * @param seenAt when the page was asked for
   */
  public static List<ListedImage> of(ListingPage page, Instant seenAt) {
    return page.images().stream()
        .map(
            image ->
                new ListedImage(
                    composed(image.directory()),
                    composed(image.fileName()),
                    image.id(),
                    image.sizeBytes(),
                    image.digest(),
                    seenAt))
        .toList();
  }

  private static String composed(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }
}
