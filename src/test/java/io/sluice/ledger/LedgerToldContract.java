package io.sluice.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.annotation.Concept;
import io.sluice.annotation.GeoPoint;
import io.sluice.annotation.InputDetails;
import io.sluice.file.StampedFile;
import io.sluice.item.InputKind;
import io.sluice.item.Item;
import io.sluice.item.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Items that were told of rather than found in a folder. */
abstract class LedgerToldContract extends LedgerContract {
  private static final InputDetails DETAILS =
      new InputDetails(
          Optional.of("cat-1"),
          List.of(new Concept("cat"), new Concept("dog", 0)),
          "{\"camera\":3}",
          Optional.of(new GeoPoint(24.94, 60.17)),
          List.of());

  private void tell(String path, Source source, InputDetails details, long size) {
    record(
        new FileChange.Told(path(path), new ToldItem(source, details)),
        observed(path, size, EntryState.READY));
    ledger.plan(
        folder, List.of(new NameClaim(path(path), stamp(size), name(path), Lane.LIVE)), at(1));
  }

  private List<Item> claimed(int limit) {
    return ledger.claim(folder, Lane.LIVE, limit, 1 << 30, at(2));
  }

  @Test
  void whatWasTold_comesBackWithTheItem_alsoAfterARestart() {
    Source url = new Source.Url("https://e.example/1?q=é", InputKind.VIDEO);
    Source text = new Source.Text("a\n\"b\" \uD83D\uDE00");
    Source file =
        new Source.LocalFile(
            new StampedFile(Path.of("/else/where/é.png"), stamp(3)), Optional.empty());
    tell("1", url, DETAILS, 0);
    tell("2", text, InputDetails.NONE, text.sizeBytes());
    tell("3", file, DETAILS, 3);
    reopen();
    assertEquals(
        Map.of(
            path("1"), new ToldItem(url, DETAILS),
            path("2"), new ToldItem(text, InputDetails.NONE),
            path("3"), new ToldItem(file, DETAILS)),
        ledger.told(folder, List.of(path("1"), path("2"), path("3"), path("4"))));
    List<Source> sources = new ArrayList<>();
    List<InputDetails> details = new ArrayList<>();
    for (Item item : claimed(10)) {
      sources.add(item.parts().get(0).source());
      details.add(item.options().details());
    }
    assertEquals(3, sources.size());
    assertTrue(sources.containsAll(List.of(url, text, file)), sources::toString);
    assertTrue(details.contains(InputDetails.NONE) && details.contains(DETAILS));
  }

  @Test
  void digestOfAFile_isKeptWithItsItem() {
    Source file =
        new Source.LocalFile(new StampedFile(Path.of("/a/b.png"), stamp(3)), Optional.empty());
    tell("1", file, DETAILS, 3);
    Item item = claimed(1).get(0);
    advance(
        new ItemChange.Sending(item.id(), "0", DIGEST),
        new ItemChange.Postponed(item.id(), io.sluice.item.ItemState.SENT, 1, at(3), "again"));
    Item again = ledger.claim(folder, Lane.LIVE, 1, 1 << 30, at(60)).get(0);
    assertEquals(Optional.of(DIGEST), again.parts().get(0).source().knownDigest());
  }

  @Test
  void textsThatAreClaimedTogether_fitIntoMemory() {
    for (int i = 0; i < 10; i++) {
      Source text = new Source.Text(i + "x".repeat(900_000));
      tell("t" + i, text, InputDetails.NONE, text.sizeBytes());
    }
    assertEquals(4, claimed(100).size());
    assertEquals(4, claimed(100).size());
    assertEquals(2, claimed(100).size());
  }
}
