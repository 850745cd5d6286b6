package io.sluice.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.item.Item;
import io.sluice.target.TargetException.Kind;
import io.sluice.target.TargetFixture.Entry;
import io.sluice.target.TargetFixture.Fault;
import io.sluice.target.TargetFixture.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What every target must do, whatever its platform. Each implementation runs it. */
public abstract class TargetContract {
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
  }

  @AfterEach
  void closeServer() {
    server.close();
  }

  @Test
  void check_namesTheAccount() throws Exception {
    assertFalse(target.check().isBlank());
  }

  @Test
  void openDataset_isRefused_whenMissingAndNotToBeCreated() {
    fails(Kind.DATASET_MISSING, () -> target.openDataset("nowhere", false));
  }

  @Test
  void openDataset_createsOnce_whenAskedTo() throws Exception {
    Dataset created = target.openDataset("a new one/50 %", true);
    Dataset found = target.openDataset("a new one/50 %", true);
    assertTrue(created.created());
    assertFalse(found.created());
    assertEquals(created.id(), found.id());
  }

  @Test
  void uploads_whenNameIsFresh() throws Exception {
    Item item = items.create("/stop/sub", "one.png");
    ItemOutcome.Reserved reserved = reserve(item);
    ItemOutcome.Sent sent =
        assertInstanceOf(ItemOutcome.Sent.class, transfer(item, reserved.reservation()));
    assertEquals(items.digest(item), sent.digest());
    ItemOutcome.Done done =
        assertInstanceOf(ItemOutcome.Done.class, commit(item, reserved.reservation()));
    assertEquals("one.png", done.image().fileName());
    assertEquals("/stop/sub", done.image().directory());
    assertEquals(List.of(new Entry("/stop/sub", "one.png", items.digest(item))), server.entries());
  }

  @Test
  void nothingCounts_beforeTheCommit() throws Exception {
    Item item = items.create("/", "one.png");
    transfer(item, reserve(item).reservation());
    assertEquals(List.of(), server.entries());
  }

  @Test
  void answersNameTaken_andFindsTheEntry_whenNameIsThere() throws Exception {
    Item first = items.create("/", "one.png");
    upload(first);
    Item second = items.again(first);
    assertInstanceOf(ItemOutcome.NameTaken.class, upload(second));
    Finding.Present found = assertInstanceOf(Finding.Present.class, find(second));
    assertEquals(first.sizeBytes(), found.image().sizeBytes().orElseThrow());
    assertEquals(1, server.entries().size());
  }

  @Test
  void sameName_isAnotherEntry_inAnotherFolder() throws Exception {
    upload(items.create("/a", "one.png"));
    Item other = items.create("/b", "one.png");
    assertInstanceOf(Finding.Absent.class, find(other));
    assertInstanceOf(ItemOutcome.Done.class, upload(other));
    assertEquals(2, server.entries().size());
  }

  @Test
  void findsNothing_whenNameIsFresh() throws Exception {
    assertInstanceOf(Finding.Absent.class, find(items.create("/", "one.png")));
  }

  @Test
  void findsOwnUpload_whenTheCommitsAnswerWasLost() throws Exception {
    Item item = items.create("/", "one.png");
    Reservation reservation = reserve(item).reservation();
    transfer(item, reservation);
    inject(Fault.LOSE_COMMIT_REPLY);
    TargetException lost = assertThrows(TargetException.class, () -> commit(item, reservation));
    assertTrue(lost.kind() == Kind.UNREACHABLE || lost.kind() == Kind.FAULTY);
    Finding.Present found = assertInstanceOf(Finding.Present.class, find(item));
    assertEquals(item.sizeBytes(), found.image().sizeBytes().orElseThrow());
    assertEquals(1, server.entries().size());
  }

  @Test
  void makesOneEntry_whenACommitIsRepeated() throws Exception {
    Item item = items.create("/", "one.png");
    Reservation reservation = reserve(item).reservation();
    transfer(item, reservation);
    commit(item, reservation);
    ItemOutcome again = commit(item, reservation);
    assertTrue(
        again instanceof ItemOutcome.Done || again instanceof ItemOutcome.NameTaken,
        again.toString());
    assertEquals(1, server.entries().size());
  }

  @Test
  void makesOneEntry_whenReservedAndSentTwice() throws Exception {
    Item item = items.create("/", "one.png");
    Reservation first = reserve(item).reservation();
    Reservation second = reserve(item.withTokens(first.tokens())).reservation();
    transfer(item, second);
    transfer(item, second);
    assertInstanceOf(ItemOutcome.Done.class, commit(item, second));
    assertEquals(1, server.entries().size());
  }

  @Test
  void leavesOthersAlone_whenOneItemIsRejected() throws Exception {
    inject(Fault.REJECT_ITEM);
    ItemOutcome.Rejected rejected =
        assertInstanceOf(ItemOutcome.Rejected.class, upload(items.create("/", "bad.png")));
    assertFalse(rejected.reason().isBlank());
    assertInstanceOf(ItemOutcome.Done.class, upload(items.create("/", "good.png")));
    assertEquals(1, server.entries().size());
  }

  @Test
  void sendsNoRequestAtAll_whileTheServerAskedToWait() throws Exception {
    Item item = items.create("/", "one.png");
    Reservation reservation = reserve(item).reservation();
    inject(Fault.THROTTLE);
    TargetException asked = fails(Kind.THROTTLED, target::check);
    assertEquals(Duration.ofSeconds(30), asked.retryAfter());
    int arrived = server.arrivals().size();
    fails(Kind.THROTTLED, target::check);
    fails(Kind.THROTTLED, () -> reserve(item));
    fails(Kind.THROTTLED, () -> transfer(item, reservation));
    fails(Kind.THROTTLED, () -> commit(item, reservation));
    fails(Kind.THROTTLED, () -> find(item));
    assertEquals(arrived, server.arrivals().size());
    server.pass(Duration.ofSeconds(31));
    target.check();
    assertEquals(arrived + 1, server.arrivals().size());
  }

  @Test
  void storageNeverSeesTheKey() throws Exception {
    assumeTrue(server.storesApart(), "this platform has no storage of its own");
    upload(items.create("/", "one.png"));
    String key = server.apiKey().toLowerCase(Locale.ROOT);
    assertTrue(server.arrivals().stream().anyMatch(a -> a.side() == Side.STORAGE));
    for (TargetFixture.Arrival arrival : server.arrivals()) {
      if (arrival.side() == Side.STORAGE) {
        String head = arrival.head().toLowerCase(Locale.ROOT);
        assertFalse(head.contains(key));
        assertFalse(head.contains("api-key"), head);
        assertFalse(head.contains("authorization"), head);
        assertFalse(head.contains("idempotency-key"), head);
      }
    }
  }

  @Test
  void answersSourceChanged_whenTheFileGrewBeforeItWasSent() throws Exception {
    Item item = items.create("/", "one.png");
    Reservation reservation = reserve(item).reservation();
    Files.writeString(items.path(item), "more", StandardOpenOption.APPEND);
    ItemOutcome.SourceChanged changed =
        assertInstanceOf(ItemOutcome.SourceChanged.class, transfer(item, reservation));
    assertFalse(changed.gone());
    assertEquals(List.of(), server.entries());
  }

  @Test
  void answersSourceChanged_whenTheFileIsGone() throws Exception {
    Item item = items.create("/", "one.png");
    Reservation reservation = reserve(item).reservation();
    Files.delete(items.path(item));
    ItemOutcome.SourceChanged changed =
        assertInstanceOf(ItemOutcome.SourceChanged.class, transfer(item, reservation));
    assertTrue(changed.gone());
  }

  @Test
  void answersReservationLost_whenTheStorageDoesNotKnowIt_andANewOneServes() throws Exception {
    Item item = items.create("/", "one.png");
    inject(Fault.LOSE_RESERVATION);
    assertInstanceOf(
        ItemOutcome.ReservationLost.class, transfer(item, reserve(item).reservation()));
    assertInstanceOf(ItemOutcome.Done.class, upload(item));
  }

  @Test
  void answersReservationLost_withoutARequest_whenItHasRunOut() throws Exception {
    assumeTrue(!target.capabilities().reservationLife().isZero());
    Item item = items.create("/", "one.png");
    Reservation reservation = reserve(item).reservation();
    server.pass(target.capabilities().reservationLife());
    int arrived = server.arrivals().size();
    assertInstanceOf(ItemOutcome.ReservationLost.class, transfer(item, reservation));
    assertEquals(arrived, server.arrivals().size());
  }

  @Test
  void nothingCounts_andARepetitionServes_whenATransferBreaks() throws Exception {
    Item item = items.create("/", "one.png");
    Reservation reservation = reserve(item).reservation();
    inject(Fault.BREAK_TRANSFER);
    fails(Kind.UNREACHABLE, () -> transfer(item, reservation));
    assertEquals(List.of(), server.entries());
    assertInstanceOf(ItemOutcome.Sent.class, transfer(item, reservation));
    assertInstanceOf(ItemOutcome.Done.class, commit(item, reservation));
  }

  @Test
  void isFaulty_whenTheServerFails() throws Exception {
    Item item = items.create("/", "one.png");
    inject(Fault.FAIL);
    fails(Kind.FAULTY, () -> reserve(item));
    assertInstanceOf(ItemOutcome.Done.class, upload(item));
  }

  @Test
  void isRefused_withoutTheKeyInTheMessage_whenTheKeyIsNotTaken() throws Exception {
    Item item = items.create("/", "one.png");
    inject(Fault.REFUSE_KEY);
    TargetException refused = fails(Kind.REFUSED, () -> reserve(item));
    assertFalse(refused.getMessage().contains(server.apiKey()));
  }

  @Test
  void isUnreachable_whenTheServerIsNotThere() throws Exception {
    inject(Fault.VANISH);
    fails(Kind.UNREACHABLE, target::check);
  }

  @Test
  void endsSoon_whenInterrupted() throws Exception {
    inject(Fault.STALL);
    Thread worker = Thread.currentThread();
    int arrived = server.arrivals().size();
    Thread interrupter =
        new Thread(
            () -> {
              while (server.arrivals().size() == arrived) {
                Thread.onSpinWait();
              }
              worker.interrupt();
            });
    interrupter.start();
    assertThrows(InterruptedException.class, target::check);
    interrupter.join();
  }

  @Test
  void callUnderWayEnds_whenClosed() throws Exception {
    inject(Fault.STALL);
    int arrived = server.arrivals().size();
    Thread closer =
        new Thread(
            () -> {
              while (server.arrivals().size() == arrived) {
                Thread.onSpinWait();
              }
              target.close();
              target.close();
            });
    closer.start();
    fails(Kind.UNREACHABLE, target::check);
    closer.join();
  }

  @Test
  void reservation_showsNothingOfItself() throws Exception {
    String shown = reserve(items.create("/", "one.png")).reservation().toString();
    assertFalse(shown.contains("http"), shown);
    assertFalse(shown.contains("?"), shown);
  }

  @Test
  void name_isPure() throws Exception {
    DraftName draft = new DraftName(dataset.id(), "/a/b", "straße é.png");
    int arrived = server.arrivals().size();
    assertEquals(target.name(draft), target.name(draft));
    assertEquals(arrived, server.arrivals().size());
  }

  @Test
  void name_staysAsItIs_whenTakenOnceAlready() throws Exception {
    var once = target.name(new DraftName(dataset.id(), "/a /b.", " e\u0301:x.png "));
    var twice = target.name(new DraftName(dataset.id(), once.directory(), once.fileName()));
    assertEquals(once, twice);
  }

  private ItemOutcome.Reserved reserve(Item item) throws TargetException, InterruptedException {
    ItemOutcome outcome = target.reserve(dataset, List.of(item)).get(0);
    return assertInstanceOf(ItemOutcome.Reserved.class, outcome);
  }

  private ItemOutcome transfer(Item item, Reservation reservation)
      throws TargetException, InterruptedException {
    return target.transfer(item, item.parts().get(0), reservation);
  }

  private ItemOutcome commit(Item item, Reservation reservation)
      throws TargetException, InterruptedException {
    return target.commit(dataset, List.of(new SentItem(item, reservation))).get(0);
  }

  private Finding find(Item item) throws TargetException, InterruptedException {
    return target.find(dataset, List.of(item)).get(0);
  }

  /** All steps; the first outcome that is not the good one, or the last. */
  private ItemOutcome upload(Item item) throws TargetException, InterruptedException {
    ItemOutcome reserved = target.reserve(dataset, List.of(item)).get(0);
    if (!(reserved instanceof ItemOutcome.Reserved leave)) {
      return reserved;
    }
    ItemOutcome sent = transfer(item, leave.reservation());
    return sent instanceof ItemOutcome.Sent ? commit(item, leave.reservation()) : sent;
  }

  private void inject(Fault fault) {
    assumeTrue(server.inject(fault), "this server cannot " + fault);
  }

  /** Sooner than the time-out for an answer, 60 s, which would make the same of a call. */
  private static TargetException fails(Kind kind, Executable call) {
    TargetException failure =
        assertTimeoutPreemptively(
            Duration.ofSeconds(50), () -> assertThrows(TargetException.class, call));
    assertEquals(kind, failure.kind(), failure.getMessage());
    return failure;
  }
}
