package io.sluice.upload;

import static io.sluice.upload.SampleJobs.at;
import static io.sluice.upload.SampleJobs.folder;
import static io.sluice.upload.SampleJobs.items;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ledger.Lane;
import io.sluice.target.Capabilities;
import io.sluice.target.SentItem;
import io.sluice.target.TargetException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What a worker does next, told by the time that is passed in. */
class DispatchTest {
  private static final Duration WAIT = Duration.ofSeconds(2);

  private Duration spacing = Duration.ZERO;
  private final Dispatch dispatch = dispatch(Duration.ofMinutes(15));

  private Dispatch dispatch(Duration reservationLife) {
    Dispatch made =
        new Dispatch(
            new PoolSettings(
                "store",
                4,
                RetryPolicy.daemon(),
                new GroupLimits(100, WAIT),
                requestsPerGroup -> spacing),
            new Capabilities(
                500, 500, 1 << 20, reservationLife, true, false, false, false, 1, true),
            RandomGenerator.getDefault());
    made.opened(folder(1));
    return made;
  }

  private Supply.Order asked(Instant now) {
    return assertInstanceOf(Dispatch.Step.Ask.class, dispatch.next(now)).order();
  }

  private void answer(Supply.Order order, Supply.Answer answer, Instant now) {
    dispatch.answered(order, Optional.of(answer), List.of(), now);
  }

  private void nothing(Instant now) {
    answer(asked(now), new Supply.Answer.Nothing(Optional.empty()), now);
  }

  @Test
  void liveFilesAreGathered_forTheConfiguredWait() {
    Supply.Order first = asked(at(0));
    assertEquals(Lane.LIVE, first.supply().lane());
    assertFalse(first.gathered());
    answer(first, new Supply.Answer.Few(), at(0));
    nothing(at(0));
    assertEquals(new Dispatch.Step.Await(at(2000)), dispatch.next(at(1)));
    Supply.Order second = asked(at(2000));
    assertTrue(second.gathered());
    assertEquals(100, second.items());
  }

  @Test
  void liveFilesAreGatheredLonger_whenRequestsRunShort() {
    spacing = Duration.ofSeconds(11);
    answer(asked(at(0)), new Supply.Answer.Few(), at(0));
    nothing(at(0));
    assertInstanceOf(Dispatch.Step.Await.class, dispatch.next(at(10_999)));
    assertTrue(asked(at(11_000)).gathered());
  }

  @Test
  void backlogDoesNotWait_onceNothingMoreIsOnItsWay() {
    nothing(at(0));
    Supply.Order backlog = asked(at(0));
    assertEquals(Lane.BACKLOG, backlog.supply().lane());
    assertFalse(backlog.gathered());
    answer(backlog, new Supply.Answer.Few(), at(0));
    dispatch.expectMore(1, false);
    // The news makes both lanes worth asking again.
    Supply.Order next = asked(at(1));
    answer(next, new Supply.Answer.Nothing(Optional.empty()), at(1));
    Supply.Order again = next.supply().lane() == Lane.BACKLOG ? next : asked(at(1));
    assertTrue(again.gathered());
  }

  @Test
  void backlogDoesNotWait_whenItWasSaidBeforeItsFolderWasOpened() {
    dispatch.closed(1);
    dispatch.expectMore(1, false);
    dispatch.opened(folder(1));
    nothing(at(0));
    Supply.Order backlog = asked(at(0));
    assertEquals(Lane.BACKLOG, backlog.supply().lane());
    assertTrue(backlog.gathered());
    answer(backlog, new Supply.Answer.Nothing(Optional.empty()), at(0));
    dispatch.expectMore(1, true);
    dispatch.opened(folder(1));
    nothing(at(1));
    assertFalse(asked(at(1)).gathered());
  }

  @Test
  void groupIsSmall_whenTheUplinkIsNotKnown_soThatNoReservationRunsOut() {
    // 100 kB a second to begin with, for a quarter of a life of 15 minutes.
    assertEquals(22_500_000, asked(at(0)).bytes());
  }

  @Test
  void nothingMoreIsClaimed_whileAGroupIsInHand() {
    Supply.Order order = asked(at(0));
    Job reserve = new Job.Reserve(folder(1), Lane.LIVE, items(100));
    dispatch.answered(
        order, Optional.of(new Supply.Answer.Group(items(100))), List.of(reserve), at(0));
    nothing(at(0));
    assertEquals(new Dispatch.Step.Run(reserve), dispatch.next(at(0)));
    assertInstanceOf(Dispatch.Step.Await.class, dispatch.next(at(1)));
  }

  @Test
  void ledgerIsAskedAgain_whenAFileOfAJobWasPutOff() {
    Job.Transfer transfer = SampleJobs.transfer(Lane.LIVE, 1);
    dispatch.add(transfer, Instant.MIN);
    nothing(at(0));
    nothing(at(0));
    assertEquals(new Dispatch.Step.Run(transfer), dispatch.next(at(0)));
    dispatch.succeeded(transfer, List.of(), at(1));
    dispatch.ended(transfer, true, List.of());
    assertInstanceOf(Dispatch.Step.Ask.class, dispatch.next(at(1)));
  }

  @Test
  void ledgerIsNotAskedAgain_whenEveryFileOfAJobGoesOn() {
    Job.Transfer transfer = SampleJobs.transfer(Lane.LIVE, 1);
    Job.Commit commit = SampleJobs.commit(Lane.LIVE, 1);
    dispatch.add(transfer, Instant.MIN);
    nothing(at(0));
    nothing(at(0));
    assertEquals(new Dispatch.Step.Run(transfer), dispatch.next(at(0)));
    dispatch.succeeded(transfer, List.of(commit), at(1));
    dispatch.ended(transfer, true, List.of(commit));
    assertEquals(new Dispatch.Step.Run(commit), dispatch.next(at(1)));
  }

  @Test
  void noMoreIsSent_whileAsMuchWaitsToBeRegisteredAsAllWorkersCouldTake() {
    // Four workers and two, with groups of a hundred.
    Instant later = at(3_600_000);
    for (int i = 0; i < 6; i++) {
      List<SentItem> sent =
          items(100).stream().map(item -> new SentItem(item, () -> later)).toList();
      dispatch.add(new Job.Commit(folder(1), Lane.LIVE, sent), later);
      assertEquals(i < 5, asksFor(Lane.LIVE), "with " + (i + 1) + " groups");
    }
    assertTrue(asksFor(Lane.BACKLOG));
  }

  private boolean asksFor(Lane lane) {
    boolean asks = false;
    dispatch.mayHaveMore(1);
    Dispatch.Step step = dispatch.next(at(0));
    while (step instanceof Dispatch.Step.Ask ask) {
      asks |= ask.order().supply().lane() == lane;
      answer(ask.order(), new Supply.Answer.Nothing(Optional.empty()), at(0));
      step = dispatch.next(at(0));
    }
    return asks;
  }

  @Test
  void liveFilesHaveTheirTurn_whileOneCallAtATimeIsMade() {
    nothing(at(0));
    nothing(at(0));
    Instant now = at(0);
    for (int i = 0; i < 2; i++) {
      dispatch.failed(
          SampleJobs.commit(Lane.BACKLOG, 1),
          new TargetException(TargetException.Kind.UNREACHABLE, "away"),
          now);
      now = dispatch.status().retryAt();
      Job probe = ran(now);
      dispatch.succeeded(probe, List.of(), now);
      dispatch.ended(probe, true, List.of());
    }
    for (int i = 1; i <= 8; i++) {
      dispatch.add(SampleJobs.transfer(Lane.BACKLOG, i), Instant.MIN);
      dispatch.add(SampleJobs.transfer(Lane.LIVE, 10 + i), Instant.MIN);
    }
    int live = 0;
    for (int i = 0; i < 8; i++) {
      Job.Transfer job = assertInstanceOf(Job.Transfer.class, ran(now));
      assertInstanceOf(Dispatch.Step.Await.class, dispatch.next(now), "one at a time");
      live += job.lane() == Lane.LIVE ? 1 : 0;
      dispatch.succeeded(job, List.of(), now);
      dispatch.ended(job, true, List.of());
    }
    assertEquals(6, live, "of eight jobs, two are the backlog's");
  }

  /** The job that is run at {@code now}, the ledger having nothing. */
  private Job ran(Instant now) {
    Dispatch.Step step = dispatch.next(now);
    while (step instanceof Dispatch.Step.Ask ask) {
      answer(ask.order(), new Supply.Answer.Nothing(Optional.empty()), now);
      step = dispatch.next(now);
    }
    return assertInstanceOf(Dispatch.Step.Run.class, step).job();
  }
}
