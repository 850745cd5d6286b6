package io.sluice.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.item.Item;
import io.sluice.target.TargetException.Kind;
import io.sluice.target.TargetFixture.Entry;
import io.sluice.target.TargetFixture.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every target must do with several items at once. Each implementation runs it. */
public abstract class TargetGroupContract {
  @TempDir Path folder;

  private TargetFixture server;
  private Target target;
  private Dataset dataset;
  private SampleItems items;

  /** A server with an empty dataset, and a target for it. */
  protected abstract TargetFixture open() throws IOException;

  @BeforeEach
  void openServer() throws Exception {
    server = open();
    target = server.target();
    dataset = server.dataset();
    items = new SampleItems(folder, target, dataset);
    assumeTrue(target.capabilities().maxReserveItems() >= 5, "this platform has no groups");
  }

  @AfterEach
  void closeServer() {
    server.close();
  }

  @Test
  void uploadsAGroup_eachItemWithItsOwnBytes() throws Exception {
    List<Item> group = group(5);
    List<ItemOutcome> outcomes = upload(group);
    Set<Entry> expected = new HashSet<>();
    for (int i = 0; i < group.size(); i++) {
      ItemOutcome.Done done = assertInstanceOf(ItemOutcome.Done.class, outcomes.get(i));
      assertEquals(group.get(i).name().fileName(), done.image().fileName());
      assertEquals(group.get(i).name().directory(), done.image().directory());
      assertEquals(group.get(i).sizeBytes(), done.image().sizeBytes().orElseThrow());
      expected.add(entry(group.get(i)));
    }
    assertEquals(expected, Set.copyOf(server.entries()));
    assertEquals(5, server.entries().size());
  }

  @Test
  void asksOnce_forAGroup() throws Exception {
    List<Item> group = group(5);
    int before = server.arrivals().size();
    List<Reservation> reservations = reserve(group);
    assertEquals(before + 1, server.arrivals().size());
    List<SentItem> sent = transfer(group, reservations);
    int after = server.arrivals().size();
    assertDone(commit(sent));
    int commits = target.capabilities().maxCommitItems() >= 5 ? 1 : 5;
    assertEquals(after + commits, server.arrivals().size());
  }

  @Test
  void answersInOrder_whenItHasToFind() throws Exception {
    List<Item> group = group(3);
    upload(List.of(group.get(1)));
    List<Finding> findings = target.find(dataset, group);
    assertInstanceOf(Finding.Absent.class, findings.get(0));
    assertInstanceOf(Finding.Present.class, findings.get(1));
    assertInstanceOf(Finding.Absent.class, findings.get(2));
  }

  @Test
  void uploadsTheOthers_whenOneNameIsTaken() throws Exception {
    List<Item> group = group(5);
    upload(List.of(items.create(group.get(2).name().directory(), group.get(2).name().fileName())));
    List<Entry> before = server.entries();
    List<ItemOutcome> outcomes = upload(group);
    for (int i = 0; i < group.size(); i++) {
      Class<?> expected = i == 2 ? ItemOutcome.NameTaken.class : ItemOutcome.Done.class;
      assertInstanceOf(expected, outcomes.get(i));
    }
    assertEquals(5, server.entries().size());
    assertTrue(server.entries().containsAll(before), "what was there is as it was");
  }

  @Test
  void commitsTheOthers_whenOneWasNeverSent() throws Exception {
    List<Item> group = group(5);
    List<Reservation> reservations = reserve(group);
    transfer(group.subList(0, 3), reservations.subList(0, 3));
    transfer(group.subList(4, 5), reservations.subList(4, 5));
    List<ItemOutcome> outcomes = commit(sent(group, reservations));
    for (int i = 0; i < group.size(); i++) {
      Class<?> expected = i == 3 ? ItemOutcome.ReservationLost.class : ItemOutcome.Done.class;
      assertInstanceOf(expected, outcomes.get(i));
    }
    assertEquals(4, server.entries().size());
    assertDone(upload(List.of(group.get(3).withTokens(reservations.get(3).tokens()))));
  }

  @Test
  void refusesTheGroup_whenTheServerDoesNotSayWhichIsMeant_andServesHalves() throws Exception {
    List<Item> group = group(5);
    inject(Fault.REFUSE_GROUP);
    TargetException refused =
        assertThrows(TargetException.class, () -> target.reserve(dataset, group));
    assertEquals(Kind.GROUP_REFUSED, refused.kind());
    assertDone(upload(group.subList(0, 2)));
    assertDone(upload(group.subList(2, 5)));
    assertEquals(5, server.entries().size());
  }

  @Test
  void answersEveryItem_whenSomeNeedNoRequest() throws Exception {
    List<Item> group =
        List.of(
            items.create("/", "0.png"),
            items.create("/", "1.png", new byte[0]),
            items.create("/", "2.png"));
    List<ItemOutcome> outcomes = target.reserve(dataset, group);
    assertInstanceOf(ItemOutcome.Reserved.class, outcomes.get(0));
    assertInstanceOf(ItemOutcome.Rejected.class, outcomes.get(1));
    assertInstanceOf(ItemOutcome.Reserved.class, outcomes.get(2));
  }

  @Test
  void makesOneEntryEach_whenACommitIsRepeated_wholeOrInParts() throws Exception {
    List<Item> group = group(5);
    List<SentItem> sent = transfer(group, reserve(group));
    assertDone(commit(sent));
    List<ItemOutcome> again = new ArrayList<>(commit(sent));
    again.addAll(commit(sent.subList(0, 2)));
    again.addAll(commit(sent.subList(2, 3)));
    for (ItemOutcome outcome : again) {
      assertTrue(
          outcome instanceof ItemOutcome.Done || outcome instanceof ItemOutcome.NameTaken,
          outcome.toString());
    }
    assertEquals(5, server.entries().size());
  }

  @Test
  void findsTheWholeGroup_whenTheCommitsAnswerWasLost() throws Exception {
    List<Item> group = group(3);
    assumeTrue(target.capabilities().maxCommitItems() >= 3, "commits are one by one");
    List<SentItem> sent = transfer(group, reserve(group));
    inject(Fault.LOSE_COMMIT_REPLY);
    TargetException lost = assertThrows(TargetException.class, () -> target.commit(dataset, sent));
    assertTrue(lost.kind() == Kind.UNREACHABLE || lost.kind() == Kind.FAULTY);
    for (Finding finding : target.find(dataset, group)) {
      assertInstanceOf(Finding.Present.class, finding);
    }
    assertEquals(3, server.entries().size());
  }

  @Test
  void listsEveryImage_pageByPage() throws Exception {
    for (int i = 0; i < 8; i++) {
      upload(List.of(items.create(i % 2 == 0 ? "/" : "/a b", i + ".png")));
    }
    List<RemoteImage> all = listed(Optional.empty());
    assertEquals(
        List.of("7.png", "6.png", "5.png", "4.png", "3.png", "2.png", "1.png", "0.png"),
        newestFirst(all).stream().map(RemoteImage::fileName).toList());
    assertEquals("/a b", newestFirst(all).get(0).directory());
    assertEquals("/", newestFirst(all).get(1).directory());
    assertEquals(
        List.of("7.png", "5.png", "3.png", "1.png"),
        newestFirst(listed(Optional.of("/a b"))).stream().map(RemoteImage::fileName).toList());
    assertEquals(List.of(), listed(Optional.of("/nowhere")));
    ListingPage first = target.list(dataset, Optional.of("/"), Optional.empty());
    assertEquals(4, first.total().orElse(4));
  }

  /** As it came where the platform promises an order, else put in order. */
  private List<RemoteImage> newestFirst(List<RemoteImage> images) {
    return target.capabilities().listsNewestFirst()
        ? images
        : images.stream().sorted(Comparator.comparing(RemoteImage::fileName).reversed()).toList();
  }

  @Test
  void listsNothing_whenTheDatasetIsEmpty() throws Exception {
    ListingPage page = target.list(dataset, Optional.empty(), Optional.empty());
    assertEquals(List.of(), page.images());
    assertEquals(Optional.empty(), page.next());
  }

  @Test
  void downloadTellsTheDigest_andNothingOfWhatIsGone() throws Exception {
    assumeTrue(server.givesBytesBack(), "this platform gives no bytes back");
    Item item = items.create("/", "one.png");
    upload(List.of(item));
    RemoteImage image = listed(Optional.empty()).get(0);
    assertEquals(Optional.of(items.digest(item)), target.download(dataset, image));
    RemoteImage gone =
        new RemoteImage(
            "00000000-0000-0000-0000-000000000000",
            "/",
            "two.png",
            OptionalLong.empty(),
            Optional.empty());
    assertEquals(Optional.empty(), target.download(dataset, gone));
  }

  private List<Item> group(int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> items.create(i % 2 == 0 ? "/" : "/a/b", "0" + i + ".png"))
        .toList();
  }

  private Entry entry(Item item) throws IOException {
    return new Entry(item.name().directory(), item.name().fileName(), items.digest(item));
  }

  private List<Reservation> reserve(List<Item> group) throws Exception {
    List<Reservation> reservations = new ArrayList<>();
    for (ItemOutcome outcome : target.reserve(dataset, group)) {
      reservations.add(assertInstanceOf(ItemOutcome.Reserved.class, outcome).reservation());
    }
    assertEquals(group.size(), reservations.size());
    return reservations;
  }

  private List<SentItem> transfer(List<Item> group, List<Reservation> reservations)
      throws Exception {
    for (int i = 0; i < group.size(); i++) {
      Item item = group.get(i);
      assertInstanceOf(
          ItemOutcome.Sent.class, target.transfer(item, item.parts().get(0), reservations.get(i)));
    }
    return sent(group, reservations);
  }

  private static List<SentItem> sent(List<Item> group, List<Reservation> reservations) {
    return IntStream.range(0, group.size())
        .mapToObj(i -> new SentItem(group.get(i), reservations.get(i)))
        .toList();
  }

  /** All steps for the whole group; each item's outcome where it ended. */
  private List<ItemOutcome> upload(List<Item> group) throws Exception {
    Map<Item, ItemOutcome> outcomes = new LinkedHashMap<>();
    List<SentItem> sent = new ArrayList<>();
    List<ItemOutcome> reserved = target.reserve(dataset, group);
    for (int i = 0; i < group.size(); i++) {
      outcomes.put(group.get(i), reserved.get(i));
      if (reserved.get(i) instanceof ItemOutcome.Reserved leave) {
        sent.addAll(transfer(List.of(group.get(i)), List.of(leave.reservation())));
      }
    }
    List<ItemOutcome> committed = sent.isEmpty() ? List.of() : commit(sent);
    assertEquals(sent.size(), committed.size());
    for (int i = 0; i < sent.size(); i++) {
      outcomes.put(sent.get(i).item(), committed.get(i));
    }
    return List.copyOf(outcomes.values());
  }

  /** In as many calls as the platform needs. */
  private List<ItemOutcome> commit(List<SentItem> sent) throws Exception {
    int most = target.capabilities().maxCommitItems();
    List<ItemOutcome> outcomes = new ArrayList<>();
    for (int from = 0; from < sent.size(); from += most) {
      outcomes.addAll(
          target.commit(dataset, sent.subList(from, Math.min(sent.size(), from + most))));
    }
    return outcomes;
  }

  private static void assertDone(List<ItemOutcome> outcomes) {
    outcomes.forEach(outcome -> assertInstanceOf(ItemOutcome.Done.class, outcome));
  }

  private List<RemoteImage> listed(Optional<String> directory) throws Exception {
    List<RemoteImage> images = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      ListingPage page = target.list(dataset, directory, cursor);
      images.addAll(page.images());
      cursor = page.next();
    } while (cursor.isPresent());
    return images;
  }

  private void inject(Fault fault) {
    assumeTrue(server.inject(fault), "this server cannot " + fault);
  }
}
