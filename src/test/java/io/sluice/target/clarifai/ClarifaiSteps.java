package io.sluice.target.clarifai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.file.ContentDigest;
import io.sluice.item.Item;
import io.sluice.item.Part;
import io.sluice.item.Source;
import io.sluice.target.Dataset;
import io.sluice.target.Finding;
import io.sluice.target.ItemOutcome;
import io.sluice.target.Reservation;
import io.sluice.target.SampleItems;
import io.sluice.target.SentItem;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.function.Executable;

/** The steps of an upload, one after the other, against the small platform. */
final class ClarifaiSteps implements AutoCloseable {
  private final ClarifaiFixture fixture;
  private final Dataset dataset;
  private final SampleItems items;

  ClarifaiSteps(Path folder, boolean waits) throws Exception {
    fixture = new ClarifaiFixture(waits);
    dataset = fixture.dataset();
    items = new SampleItems(folder, fixture.target(), dataset);
  }

  FakeClarifai server() {
    return fixture.server();
  }

  ClarifaiFixture fixture() {
    return fixture;
  }

  Target target() {
    return fixture.target();
  }

  Dataset dataset() {
    return dataset;
  }

  SampleItems items() {
    return items;
  }

  /** Leave for each, and each file read. */
  List<SentItem> ready(List<Item> group) throws Exception {
    return ready(dataset, group);
  }

  List<SentItem> ready(Dataset other, List<Item> group) throws Exception {
    List<SentItem> ready = new ArrayList<>();
    List<ItemOutcome> leave = target().reserve(other, group);
    for (int i = 0; i < group.size(); i++) {
      Reservation reservation =
          assertInstanceOf(ItemOutcome.Reserved.class, leave.get(i)).reservation();
      Item item = group.get(i);
      ItemOutcome.Sent read =
          assertInstanceOf(
              ItemOutcome.Sent.class, target().transfer(item, item.parts().get(0), reservation));
      ready.add(new SentItem(hashed(item, read.digest()), reservation));
    }
    return ready;
  }

  static Item hashed(Item item, ContentDigest digest) {
    Part part = item.parts().get(0);
    Source.LocalFile local = (Source.LocalFile) part.source();
    Source known = new Source.LocalFile(local.file(), Optional.of(digest));
    return item.withParts(List.of(new Part(part.slot(), known, part.token())));
  }

  /** The item as it is once the platform has accepted it. */
  static Item followed(Item item, String token) {
    Part part = item.parts().get(0);
    return item.withParts(List.of(new Part(part.slot(), part.source(), token)));
  }

  List<ItemOutcome> commit(List<SentItem> sent) throws Exception {
    return target().commit(dataset, sent);
  }

  List<ItemOutcome> upload(List<Item> group) throws Exception {
    return commit(ready(group));
  }

  ItemOutcome upload(Item item) throws Exception {
    return upload(List.of(item)).get(0);
  }

  Finding find(Item item) throws Exception {
    return target().find(dataset, List.of(item)).get(0);
  }

  static TargetException fails(Kind kind, Executable call) {
    TargetException failure = assertThrows(TargetException.class, call);
    assertEquals(kind, failure.kind(), failure.getMessage());
    return failure;
  }

  /** Nothing was ever deleted, and nothing was sent that the platform would not have taken. */
  @Override
  public void close() throws IOException {
    fixture.close();
    assertEquals(List.of(), server().violations());
    server().arrivals().forEach(a -> assertFalse(a.head().startsWith("DELETE"), a.head()));
    server().arrivals().forEach(a -> assertFalse(a.head().startsWith("PATCH"), a.head()));
  }
}
