package io.sluice.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.file.ContentDigest;
import io.sluice.item.ItemState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a ledger keeps of the listings of datasets. */
abstract class LedgerListingContract extends LedgerContract {
  @Test
  void nothingIsCovered_beforeAListingIsComplete() {
    long generation = listings().begin().orElseThrow();
    listings().add(generation, List.of(image("/", "a")));
    assertEquals(Optional.empty(), listings().coverage(Optional.empty()));
    assertEquals(Optional.empty(), listings().coverage(Optional.of("/")));
  }

  @Test
  void namesAreFound_inTheirOwnDirectoryAlone_andAfterReopening() {
    long generation = listings().begin().orElseThrow();
    listings().add(generation, List.of(image("/", "a"), image("/x", "b")));
    listings().complete(Optional.empty(), generation, at(5));
    reopen();
    assertEquals(Map.of("a", image("/", "a")), found("/", "a", "b"));
    assertEquals(
        Optional.of(new Listings.Coverage(generation, at(5), at(5))),
        listings().coverage(Optional.empty()));
    assertEquals(List.of(image("/x", "b")), listings().page(Optional.of(image("/", "a")), 10));
  }

  @Test
  void whatACompleteListingDoesNotHoldIsForgotten() {
    long first = listings().begin().orElseThrow();
    listings().add(first, List.of(image("/", "a"), image("/x", "b")));
    listings().complete(Optional.empty(), first, at(5));
    long second = listings().begin().orElseThrow();
    listings().add(second, List.of(image("/", "c")));
    assertEquals(2, found("/", "a", "c").size());
    listings().complete(Optional.of("/"), second, at(6));
    assertEquals(1, found("/", "a", "c").size());
    assertEquals(1, found("/x", "b").size());
    listings().complete(Optional.empty(), second, at(7));
    assertEquals(0, found("/x", "b").size());
  }

  @Test
  void twoReadingsAtOnceForgetNothingOfEachOther() {
    long slow = listings().begin().orElseThrow();
    long quick = listings().begin().orElseThrow();
    listings().add(quick, List.of(image("/", "a")));
    listings().add(slow, List.of(image("/", "a")));
    listings().complete(Optional.empty(), quick, at(5));
    listings().complete(Optional.empty(), slow, at(6));
    assertEquals(1, found("/", "a").size());
  }

  @Test
  void pageTellsHowManyNamesAreNews_ourOwnAmongThem() {
    long item = granted("a", 1);
    advance(finished(item, ItemState.UPLOADED));
    long generation = listings().begin().orElseThrow();
    List<ListedImage> page = List.of(image("/", "a"), image("/", "b"), image("/elsewhere", "a"));
    assertEquals(OptionalInt.of(3), listings().add(generation, page));
    // Images that came meanwhile push others onto the next page of the same reading.
    assertEquals(OptionalInt.of(1), listings().add(generation, List.of(image("/", "b"))));
    ListedImage later =
        new ListedImage("/", "b", "id-b", OptionalLong.empty(), Optional.empty(), at(4));
    assertEquals(OptionalInt.of(0), listings().add(generation, List.of(later)));
  }

  @Test
  void refreshMovesOnlyTheTimeOfTheNewest() {
    listings().refreshed(Optional.empty(), at(3));
    assertEquals(Optional.empty(), listings().coverage(Optional.empty()));
    long generation = listings().begin().orElseThrow();
    listings().complete(Optional.empty(), generation, at(5));
    listings().refreshed(Optional.empty(), at(9));
    assertEquals(
        Optional.of(new Listings.Coverage(generation, at(5), at(9))),
        listings().coverage(Optional.empty()));
  }

  @Test
  void folderWithoutScopeHasNoListing() {
    long unbound = ledger.openFolder(key("unbound"));
    assertEquals(Optional.empty(), ledger.listings(unbound, SCOPE).coverage(Optional.empty()));
    assertEquals(OptionalLong.empty(), ledger.listings(unbound, SCOPE).begin());
    assertThrows(IllegalArgumentException.class, () -> listings().page(Optional.empty(), 0));
  }

  @Test
  void listingOnItsWay_isNotWrittenDownForTheDatasetThatTheFolderIsBoundToMeanwhile() {
    long generation = listings().begin().orElseThrow();
    listings().add(generation, List.of(image("/", "a")));
    Listings old = listings();
    ledger.bindScope(folder, "dataset-2", at(99));
    Listings anew = ledger.listings(folder, "dataset-2");
    long other = anew.begin().orElseThrow();
    assertEquals(OptionalInt.empty(), old.add(generation, List.of(image("/", "b"))));
    assertEquals(OptionalLong.empty(), old.begin());
    assertFalse(old.complete(Optional.empty(), generation, at(5)));
    assertEquals(Optional.empty(), old.find("/", List.of("a")));
    assertEquals(List.of(), old.page(Optional.empty(), 10));
    assertEquals(List.of(), anew.page(Optional.empty(), 10));
    assertEquals(Optional.empty(), anew.coverage(Optional.empty()));

    assertTrue(anew.complete(Optional.empty(), other, at(6)));
    old.refreshed(Optional.empty(), at(9));
    old.forget(at(99));
    assertEquals(
        Optional.of(new Listings.Coverage(other, at(6), at(6))), anew.coverage(Optional.empty()));
    assertEquals(Optional.empty(), old.coverage(Optional.empty()));
  }

  @Test
  void listingIsNotComplete_whenItsFirstPagesWereForgottenMeanwhile() {
    long generation = listings().begin().orElseThrow();
    listings().add(generation, List.of(image("/", "a")));
    listings().forget(at(99));
    assertEquals(OptionalInt.of(1), listings().add(generation, List.of(image("/", "b"))));
    assertFalse(listings().complete(Optional.empty(), generation, at(5)));
    assertEquals(Optional.empty(), listings().coverage(Optional.empty()));
    long again = listings().begin().orElseThrow();
    assertTrue(listings().complete(Optional.empty(), again, at(6)));
  }

  @Test
  void listingOfADatasetThatNoFolderIsBoundTo_isForgotten_andNotCompletedAfterwards() {
    long generation = listings().begin().orElseThrow();
    listings().add(generation, List.of(image("/", "a"), image("/", "b")));
    assertTrue(listings().complete(Optional.empty(), generation, at(5)));
    assertEquals(0, ledger.forgetUnbound(at(99), 100, at(10)));
    long onItsWay = listings().begin().orElseThrow();

    ledger.bindScope(folder, "dataset-2", at(99));
    assertEquals(1, ledger.forgetUnbound(at(9), 1, at(10)));
    assertEquals(1, ledger.forgetUnbound(at(9), 1, at(10)));
    assertEquals(0, ledger.forgetUnbound(at(9), 1, at(10)));
    ledger.bindScope(folder, SCOPE, at(99));
    assertEquals(Optional.empty(), listings().coverage(Optional.empty()));
    assertEquals(List.of(), listings().page(Optional.empty(), 10));
    assertFalse(listings().complete(Optional.empty(), onItsWay, at(11)));
  }

  @Test
  void listingStays_whileAnotherFolderIsBoundToItsDataset() {
    long other =
        ledger.openFolder(new FolderKey(directory.resolve("b"), key("x").target(), "cats"));
    ledger.bindScope(other, SCOPE, at(99));
    long generation = listings().begin().orElseThrow();
    listings().add(generation, List.of(image("/", "a")));
    ledger.bindScope(folder, "dataset-2", at(99));
    assertEquals(0, ledger.forgetUnbound(at(9), 100, at(10)));
    assertEquals(1, ledger.listings(other, SCOPE).page(Optional.empty(), 10).size());
  }

  private Listings listings() {
    return ledger.listings(folder, SCOPE);
  }

  private Map<String, ListedImage> found(String directory, String... fileNames) {
    return listings().find(directory, List.of(fileNames)).orElseThrow();
  }

  private static ListedImage image(String directory, String fileName) {
    boolean bare = fileName.equals("b");
    return new ListedImage(
        directory,
        fileName,
        "id-" + fileName,
        bare ? OptionalLong.empty() : OptionalLong.of(7),
        bare ? Optional.empty() : Optional.of(new ContentDigest("ab".repeat(32))),
        at(3));
  }
}
