package io.sluice.target.darwin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.item.Item;
import io.sluice.item.ItemLayout;
import io.sluice.item.Part;
import io.sluice.item.Source;
import io.sluice.target.Dataset;
import io.sluice.target.ItemOutcome;
import io.sluice.target.Reservation;
import io.sluice.target.SampleItems;
import io.sluice.target.SentItem;
import io.sluice.target.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Items of several files. */
class DarwinSlotsTest {
  @TempDir Path folder;

  private DarwinFixture fixture;
  private FakeDarwin server;
  private Target target;
  private Dataset dataset;
  private SampleItems items;

  @BeforeEach
  void open() throws Exception {
    fixture = new DarwinFixture();
    server = fixture.server();
    target = fixture.target();
    dataset = fixture.dataset();
    items = new SampleItems(folder, target, dataset);
  }

  @AfterEach
  void close() {
    List<String> problems = server.problems();
    fixture.close();
    assertEquals(List.of(), problems);
  }

  /** Two directories that both hold 1.jpg: each item gets its own bytes. */
  @ParameterizedTest
  @EnumSource(
      value = ItemLayout.class,
      names = {"SLOTS", "CHANNELS"})
  void itemsOfSeveralFiles_getTheirOwnBytes_whereFileNamesAreAlike(ItemLayout layout)
      throws Exception {
    Item one = rig("rig-1", layout, "x/1.jpg", "x/2.jpg");
    Item two = rig("rig-2", layout, "y/1.jpg", "y/2.jpg");
    List<ItemOutcome> outcomes = target.reserve(dataset, List.of(one, two));
    complete(one, assertInstanceOf(ItemOutcome.Reserved.class, outcomes.get(0)).reservation());
    complete(two, assertInstanceOf(ItemOutcome.Reserved.class, outcomes.get(1)).reservation());
    List<String> expected = new ArrayList<>();
    for (Item item : List.of(one, two)) {
      for (Part part : item.parts()) {
        String slot = SlotNames.slot(item, part);
        String hash = ((Source.LocalFile) part.source()).file().digest().hex();
        expected.add("/" + item.name().fileName() + " " + slot + " CONFIRMED " + hash + " 1");
      }
    }
    assertEquals(expected, server.items());
  }

  private void complete(Item item, Reservation reservation) throws Exception {
    for (Part part : item.parts()) {
      assertInstanceOf(ItemOutcome.Sent.class, target.transfer(item, part, reservation));
    }
    assertInstanceOf(
        ItemOutcome.Done.class,
        target.commit(dataset, List.of(new SentItem(item, reservation))).get(0));
  }

  private Item rig(String name, ItemLayout layout, String... files) throws Exception {
    return new Rig(folder, items).of(name, layout, files);
  }

  @Test
  void refusesTooManyChannels_forThatItemAlone() throws Exception {
    String[] files = IntStream.range(0, 17).mapToObj(i -> i + ".tif").toArray(String[]::new);
    Item many = rig("plate", ItemLayout.CHANNELS, files);
    Item good = items.create("/", "a.png");
    List<ItemOutcome> outcomes = target.reserve(dataset, List.of(many, good));
    ItemOutcome.Rejected rejected = assertInstanceOf(ItemOutcome.Rejected.class, outcomes.get(0));
    assertTrue(rejected.reason().contains("17 channels"), rejected.reason());
    assertInstanceOf(ItemOutcome.Reserved.class, outcomes.get(1));
  }

  @Test
  void slicesOfASeries_areRefusedUnlessTheyAreOneFile() throws Exception {
    Item series = rig("ct", ItemLayout.SERIES, "1.dcm", "2.dcm");
    ItemOutcome.Rejected rejected =
        assertInstanceOf(
            ItemOutcome.Rejected.class, target.reserve(dataset, List.of(series)).get(0));
    assertTrue(rejected.reason().contains("must be one file"), rejected.reason());
    assertEquals(0, server.count(DarwinStep.REGISTER));
  }
}
