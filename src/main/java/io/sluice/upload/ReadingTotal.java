package io.sluice.upload;

import io.sluice.target.ListingPage;
import java.util.OptionalLong;

/**
 * How many images a listing says it has while it is read page by page. Pages are cut by position:
 * when it has fewer than a page ago, those behind have moved up, and one may have moved from a page
 * that was not read yet to one that was, and so never be seen.
 *
 * @param latest what the last page that told said
 * @param fell whether it was ever less than it had been
 */
public record ReadingTotal(OptionalLong latest, boolean fell) {
  /** Before the first page. */
  public static final ReadingTotal UNTOLD = new ReadingTotal(OptionalLong.empty(), false);

  /** After one more page. */
  public ReadingTotal then(ListingPage page) {
    if (page.total().isEmpty()) {
      return this;
    }
    boolean falls = latest.isPresent() && page.total().getAsLong() < latest.getAsLong();
    return new ReadingTotal(page.total(), fell || falls);
  }
}
