package io.sluice.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a listing is read. */
class ListingDemandTest {
  private static final String DATASET = "d";
  private static final Optional<String> WHOLE = Optional.empty();

  private final ListingDemand demand = new ListingDemand();

  @ParameterizedTest
  @CsvSource({
    "1, 1, false",
    "1, 2, true",
    "2, 9, false",
    "2, 10, true",
    "10, 100, true",
    "1000, 4999, false"
  })
  void isRead_whenItIsCheaperThanLookUps(long pages, long waiting, boolean worth) {
    assertEquals(worth, demand.isWorth(DATASET, WHOLE, pages, waiting));
  }

  @Test
  void isRead_onceAsManyLookUpsWereMade() {
    demand.lookedUp(DATASET, WHOLE, 9);
    assertFalse(demand.isWorth(DATASET, WHOLE, 10, 1));
    demand.lookedUp(DATASET, WHOLE, 1);
    assertTrue(demand.isWorth(DATASET, WHOLE, 10, 1));
    assertTrue(demand.takeReadingForLive(DATASET, WHOLE));
    assertFalse(demand.takeReadingForLive(DATASET, WHOLE));
    demand.satisfied(DATASET, WHOLE);
    assertFalse(demand.isWorth(DATASET, WHOLE, 10, 1));
  }

  @Test
  void pagesThatAreKnownGoBeforeAGuess() {
    demand.pages(DATASET, Optional.of("/a"), 50);
    assertFalse(demand.isWorth(DATASET, Optional.of("/a"), 1, 100));
    assertTrue(demand.isWorth(DATASET, Optional.of("/b"), 1, 100));
  }
}
