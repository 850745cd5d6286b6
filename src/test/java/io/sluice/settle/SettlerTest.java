package io.sluice.settle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import io.sluice.settle.Decision.Full;
import io.sluice.settle.Decision.Incomplete;
import io.sluice.settle.Decision.Inspect;
import io.sluice.settle.Decision.Ready;
import io.sluice.settle.Decision.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SettlerTest {
  private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant OLD = T0.minus(Duration.ofDays(1));
  private static final RelativePath A = new RelativePath("a.jpg");
  private static final RelativePath B = new RelativePath("b.jpg");
  private static final RelativePath C = new RelativePath("c.jpg");
  private static final SettleRules LOCAL = SettleRules.auto(false, Duration.ofMinutes(10), "");
  private static final SettleRules REMOTE = SettleRules.auto(true, Duration.ofMinutes(10), "");

  private final Settler settler = new Settler(LOCAL, 2);

  @Test
  void waitsUntilQuiet_whenJustChanged() {
    assertEquals(new Wait(s(2)), settler.observe(A, stamp(1, T0), T0));
    assertEquals(Optional.of(s(2)), settler.nextDeadline());
    assertEquals(List.of(), settler.due(s(1)));
    assertEquals(List.of(A), settler.due(s(2)));
    assertEquals(new Inspect(), settler.observe(A, stamp(1, T0), s(2)));
    assertEquals(new Ready(), settler.verdict(A, stamp(1, T0), StructureVerdict.complete(), s(2)));
    assertEquals(0, settler.size());
    assertEquals(Optional.empty(), settler.nextDeadline());
  }

  @Test
  void namesFileAgain_whenNobodyLooked() {
    settler.observe(A, stamp(1, T0), T0);
    assertEquals(List.of(A), settler.due(s(2)));
    assertEquals(List.of(), settler.due(s(3)));
    assertEquals(List.of(A), settler.due(s(12)));
  }

  @Test
  void holdsWhatWaitsForAnother_untilItChanges_isForgotten_orHasWaitedForTheLongest() {
    Wait wait = assertInstanceOf(Wait.class, settler.hold(A, stamp(1, T0), "waits for b", s(2)));
    assertEquals(T0.plus(Duration.ofMinutes(10)), wait.until());
    // No look into it: there is nothing in it that could be missing.
    assertInstanceOf(Wait.class, settler.observe(A, stamp(1, T0), s(300)));
    assertEquals(List.of(A), settler.due(s(600)));
    assertEquals(new Incomplete("waits for b"), settler.observe(A, stamp(1, T0), s(600)));
    assertEquals(new Incomplete("waits for b"), settler.observe(A, stamp(1, T0), s(6_000)));
    assertInstanceOf(Incomplete.class, settler.observe(A, stamp(2, s(6_000)), s(6_001)));
    assertEquals(new Inspect(), settler.observe(A, stamp(2, s(6_000)), s(6_002)));
    settler.forget(A);
    assertEquals(new Inspect(), settler.observe(A, stamp(2, s(6_000)), s(6_003)));
    assertEquals(
        new Incomplete("waits for c"), settler.hold(B, stamp(1, OLD), "waits for c", s(6_003)));
  }

  @Test
  void asksForOneInspection_whenSeenAgainMeanwhile() {
    assertEquals(new Inspect(), settler.observe(A, stamp(1, OLD), T0));
    assertInstanceOf(Wait.class, settler.observe(A, stamp(1, OLD), s(1)));
  }

  @Test
  void asksAgain_whenVerdictNeverCame() {
    settler.observe(A, stamp(1, OLD), T0);
    Instant lease = settler.nextDeadline().orElseThrow();
    assertEquals(List.of(A), settler.due(lease));
    assertEquals(new Inspect(), settler.observe(A, stamp(1, OLD), lease));
  }

  @Test
  void verdictCountsForNothing_whenFileChangedMeanwhile() {
    settler.observe(A, stamp(1, OLD), T0);
    assertEquals(new Wait(s(3)), settler.observe(A, stamp(2, s(1)), s(1)));
    assertEquals(
        new Wait(s(3)), settler.verdict(A, stamp(1, OLD), StructureVerdict.complete(), s(2)));
    assertEquals(1, settler.size());
  }

  @Test
  void isLookedIntoAgain_whenItsStructureSaysNothingAndItIsQuietForLong() {
    settler.observe(A, stamp(1, T0), s(2));
    Decision first = settler.verdict(A, stamp(1, T0), StructureVerdict.unknown(), s(2));
    assertEquals(new Wait(s(10)), first);
    assertEquals(new Wait(s(10)), settler.observe(A, stamp(1, T0), s(5)));
    assertEquals(List.of(A), settler.due(s(10)));
    assertEquals(new Inspect(), settler.observe(A, stamp(1, T0), s(10)));
    assertEquals(new Ready(), settler.verdict(A, stamp(1, T0), StructureVerdict.unknown(), s(10)));
    assertEquals(0, settler.size());
  }

  @Test
  void saysIncompleteAgain_whenSeenUnchangedAfterReport() {
    settler.observe(A, stamp(1, OLD), T0);
    StructureVerdict cut = StructureVerdict.incomplete("no end of image");
    Decision report = settler.verdict(A, stamp(1, OLD), cut, s(1));
    assertEquals(new Incomplete("not whole: no end of image"), report);
    assertEquals(report, settler.observe(A, stamp(1, OLD), s(61)));
    assertEquals(Optional.empty(), settler.nextDeadline());
    assertEquals(report, settler.observe(A, stamp(2, s(70)), s(70)), "stays reported until whole");
    assertEquals(Optional.of(s(72)), settler.nextDeadline());
    assertEquals(new Inspect(), settler.observe(A, stamp(2, s(70)), s(72)));
    assertEquals(
        new Ready(), settler.verdict(A, stamp(2, s(70)), StructureVerdict.complete(), s(72)));
  }

  @Test
  void namesDoneFile_whenItNeverCame() {
    Settler marked = new Settler(SettleRules.auto(false, Duration.ofMinutes(10), "ready.txt"), 5);
    assertEquals(new Wait(s(600)), marked.observe(A, stamp(1, OLD), T0));
    assertEquals(List.of(A), marked.due(s(600)));
    assertEquals(
        new Incomplete("waits for its done-file ready.txt"),
        marked.observe(A, stamp(1, OLD), s(600)));
    assertEquals(new Inspect(), marked.markerSeen(A, stamp(1, OLD), s(700)));
  }

  @Test
  void ignoresInodeChange_whenTimesAndSizeAreTheSame() {
    Settler remote = new Settler(REMOTE, 5);
    remote.observe(A, new FileStamp(1, OLD, OLD, "7:1"), T0);
    assertEquals(new Inspect(), remote.observe(A, new FileStamp(1, OLD, OLD, "7:2"), s(15)));
  }

  @Test
  void isFull_whenCapacityIsReached() {
    settler.observe(A, stamp(1, T0), T0);
    settler.observe(B, stamp(1, T0), T0);
    assertEquals(new Full(), settler.observe(C, stamp(1, T0), T0));
    assertEquals(2, settler.size());
    settler.forget(A);
    assertEquals(new Wait(s(2)), settler.observe(C, stamp(1, T0), T0));
  }

  @Test
  void inspectsQuietFileWithoutRoom_whenFull() {
    settler.observe(A, stamp(1, T0), T0);
    settler.observe(B, stamp(1, T0), T0);
    FileStamp old = stamp(1, OLD);
    assertEquals(new Inspect(), settler.observe(C, old, T0));
    assertEquals(new Ready(), settler.verdict(C, old, StructureVerdict.complete(), T0));
    FileStamp recent = stamp(1, T0.minusSeconds(5));
    assertEquals(new Inspect(), settler.observe(C, recent, T0));
    assertEquals(new Full(), settler.verdict(C, recent, StructureVerdict.unknown(), T0));
    assertEquals(new Full(), settler.verdict(C, recent, StructureVerdict.incomplete("short"), T0));
    assertInstanceOf(
        Incomplete.class, settler.verdict(C, old, StructureVerdict.incomplete("short"), T0));
    assertEquals(2, settler.size());
  }

  @Test
  void makesRoom_whenOthersAreReported() {
    settler.verdict(A, stamp(1, OLD), StructureVerdict.incomplete("short"), T0);
    settler.verdict(B, stamp(1, OLD), StructureVerdict.incomplete("short"), T0);
    assertEquals(2, settler.size());
    assertEquals(new Wait(s(2)), settler.observe(C, stamp(1, T0), T0));
    assertEquals(2, settler.size());
    assertEquals(
        new Inspect(), settler.observe(A, stamp(1, OLD), T0), "the oldest report was dropped");
  }

  @Test
  void waitsNoLonger_whenClockIsSetBackAnHour() {
    settler.observe(A, stamp(1, T0), T0);
    Instant back = T0.minus(Duration.ofHours(1));
    assertEquals(List.of(), settler.due(back.plusSeconds(1)));
    assertTrue(
        settler.nextDeadline().orElseThrow().isBefore(back.plusSeconds(10)),
        "deadlines move with the clock");
    Instant then = settler.nextDeadline().orElseThrow();
    assertEquals(List.of(A), settler.due(then));
    assertEquals(new Inspect(), settler.observe(A, stamp(1, T0), then));
  }

  @Test
  void takesNoFileForQuiet_whenClockJumpsAhead() {
    settler.observe(A, stamp(1, T0), T0);
    Instant ahead = T0.plus(Duration.ofDays(365));
    assertEquals(List.of(A), settler.due(ahead));
    assertEquals(new Inspect(), settler.observe(A, stamp(1, T0), ahead.plusSeconds(1)));
    settler.forget(A);

    settler.observe(B, stamp(1, ahead), ahead);
    settler.observe(B, stamp(2, ahead.plusSeconds(1)), ahead.plusSeconds(1));
    Instant further = ahead.plus(Duration.ofHours(9));
    assertInstanceOf(Wait.class, settler.observe(B, stamp(3, further), further));
    assertInstanceOf(
        Wait.class,
        settler.observe(B, stamp(4, further.plusSeconds(1)), further.plusSeconds(1)),
        "not reported: it was not seen changing for 9 hours");
  }

  @Test
  void reportsNothingEarly_whenSuspendedWhileFileIsWritten() {
    Settler remote = new Settler(REMOTE, 5);
    remote.observe(A, stamp(1, OLD), T0);
    Instant resumed = T0.plus(Duration.ofHours(8));
    remote.due(resumed);
    assertInstanceOf(Wait.class, remote.observe(A, stamp(2, OLD), resumed));
  }

  @Test
  void dueComesInOrder_whenManyWait() {
    Settler many = new Settler(LOCAL, 1_000);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 1_000; i++) {
      Instant changed = T0.plusMillis(random.nextInt(1_900));
      many.observe(new RelativePath("f" + i), stamp(1, changed), T0.plusMillis(1_900));
    }
    int named = 0;
    for (Optional<Instant> next = many.nextDeadline();
        named < 1_000 && next.isPresent();
        next = many.nextDeadline()) {
      List<RelativePath> due = many.due(next.get());
      assertTrue(!due.isEmpty(), "deadline without a file, seed " + seed);
      named += due.size();
    }
    assertEquals(1_000, named, "seed " + seed);
  }

  @Test
  void refusesRules_whenImpossible() {
    Duration second = Duration.ofSeconds(1);
    assertThrows(
        IllegalArgumentException.class,
        () -> new SettleRules(second, Duration.ZERO, second, false, ""));
    assertThrows(
        IllegalArgumentException.class,
        () -> new SettleRules(second, second, Duration.ZERO, false, ""));
    assertThrows(IllegalArgumentException.class, () -> new Settler(LOCAL, 0));
  }

  private static FileStamp stamp(long size, Instant time) {
    return new FileStamp(size, time, time, "1:1");
  }

  private static Instant s(int seconds) {
    return T0.plusSeconds(seconds);
  }
}
