package io.sluice.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.file.ContentDigest;
import io.sluice.item.ItemState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a ledger keeps of the listings of datasets. */
abstract class LedgerListingContract extends LedgerContract {
  @Test
  void nothingIsCovered_beforeAListingIsComplete() {
    long generation = ledger.listings().begin(folder);
    ledger.listings().add(folder, generation, List.of(image("/", "a")));
    assertEquals(Optional.empty(), ledger.listings().coverage(folder, Optional.empty()));
    assertEquals(Optional.empty(), ledger.listings().coverage(folder, Optional.of("/")));
  }

  @Test
  void namesAreFound_inTheirOwnDirectoryAlone_andAfterReopening() {
    long generation = ledger.listings().begin(folder);
    ledger.listings().add(folder, generation, List.of(image("/", "a"), image("/x", "b")));
    ledger.listings().complete(folder, Optional.empty(), generation, at(5));
    reopen();
    assertEquals(
        Map.of("a", image("/", "a")), ledger.listings().find(folder, "/", List.of("a", "b")));
    assertEquals(
        Optional.of(new Listings.Coverage(generation, at(5), at(5))),
        ledger.listings().coverage(folder, Optional.empty()));
    assertEquals(
        List.of(image("/x", "b")),
        ledger.listings().page(folder, Optional.of(image("/", "a")), 10));
  }

  @Test
  void whatACompleteListingDoesNotHoldIsForgotten() {
    long first = ledger.listings().begin(folder);
    ledger.listings().add(folder, first, List.of(image("/", "a"), image("/x", "b")));
    ledger.listings().complete(folder, Optional.empty(), first, at(5));
    long second = ledger.listings().begin(folder);
    ledger.listings().add(folder, second, List.of(image("/", "c")));
    assertEquals(2, ledger.listings().find(folder, "/", List.of("a", "c")).size());
    ledger.listings().complete(folder, Optional.of("/"), second, at(6));
    assertEquals(1, ledger.listings().find(folder, "/", List.of("a", "c")).size());
    assertEquals(1, ledger.listings().find(folder, "/x", List.of("b")).size());
    ledger.listings().complete(folder, Optional.empty(), second, at(7));
    assertEquals(0, ledger.listings().find(folder, "/x", List.of("b")).size());
  }

  @Test
  void twoReadingsAtOnceForgetNothingOfEachOther() {
    long slow = ledger.listings().begin(folder);
    long quick = ledger.listings().begin(folder);
    ledger.listings().add(folder, quick, List.of(image("/", "a")));
    ledger.listings().add(folder, slow, List.of(image("/", "a")));
    ledger.listings().complete(folder, Optional.empty(), quick, at(5));
    ledger.listings().complete(folder, Optional.empty(), slow, at(6));
    assertEquals(1, ledger.listings().find(folder, "/", List.of("a")).size());
  }

  @Test
  void pageTellsHowManyNamesAreNews_ourOwnAmongThem() {
    long item = granted("a", 1);
    advance(finished(item, ItemState.UPLOADED));
    long generation = ledger.listings().begin(folder);
    List<ListedImage> page = List.of(image("/", "a"), image("/", "b"), image("/elsewhere", "a"));
    assertEquals(3, ledger.listings().add(folder, generation, page));
    // Images that came meanwhile push others onto the next page of the same reading.
    assertEquals(1, ledger.listings().add(folder, generation, List.of(image("/", "b"))));
    ListedImage later =
        new ListedImage("/", "b", "id-b", OptionalLong.empty(), Optional.empty(), at(4));
    assertEquals(0, ledger.listings().add(folder, generation, List.of(later)));
  }

  @Test
  void refreshMovesOnlyTheTimeOfTheNewest() {
    ledger.listings().refreshed(folder, Optional.empty(), at(3));
    assertEquals(Optional.empty(), ledger.listings().coverage(folder, Optional.empty()));
    long generation = ledger.listings().begin(folder);
    ledger.listings().complete(folder, Optional.empty(), generation, at(5));
    ledger.listings().refreshed(folder, Optional.empty(), at(9));
    assertEquals(
        Optional.of(new Listings.Coverage(generation, at(5), at(9))),
        ledger.listings().coverage(folder, Optional.empty()));
  }

  @Test
  void folderWithoutScopeHasNoListing() {
    long unbound = ledger.openFolder(key("unbound"));
    assertThrows(
        IllegalArgumentException.class,
        () -> ledger.listings().coverage(unbound, Optional.empty()));
    assertThrows(
        IllegalArgumentException.class, () -> ledger.listings().page(folder, Optional.empty(), 0));
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
