package io.sluice.upload;

import static io.sluice.upload.SampleJobs.at;
import static io.sluice.upload.SampleJobs.folder;
import static io.sluice.upload.SampleJobs.items;
import static io.sluice.upload.SampleJobs.transfer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.ledger.Lane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which job goes next. */
class JobQueueTest {
  private static Job now(JobQueue queue) {
    return queue.poll(SampleJobs.T0, false).orElseThrow();
  }

  private static JobQueue filled(int workers) {
    JobQueue queue = new JobQueue(workers);
    for (int i = 0; i < 20; i++) {
      queue.add(transfer(Lane.BACKLOG, 100 + i), Instant.MIN);
      queue.add(transfer(Lane.LIVE, i), Instant.MIN);
    }
    return queue;
  }

  @Test
  void liveGoesFirst_butAQuarterOfTheWorkersStaysWithTheBacklog() {
    JobQueue queue = filled(8);
    List<Lane> taken = new ArrayList<>();
    for (int worker = 0; worker < 8; worker++) {
      taken.add(((Job.ForItems) now(queue)).lane());
    }
    assertEquals(2, taken.stream().filter(lane -> lane == Lane.BACKLOG).count());
  }

  @Test
  void whoeverEndsABacklogJobTakesAnotherOne_whileLiveOnesWait() {
    JobQueue queue = filled(4);
    List<Job> running = new ArrayList<>();
    for (int worker = 0; worker < 4; worker++) {
      running.add(now(queue));
    }
    for (int turn = 0; turn < 10; turn++) {
      Job ended =
          running.stream()
              .filter(job -> ((Job.ForItems) job).lane() == Lane.BACKLOG)
              .findFirst()
              .orElseThrow();
      running.remove(ended);
      queue.ended(ended);
      running.add(now(queue));
    }
    assertEquals(
        1, running.stream().filter(j -> ((Job.ForItems) j).lane() == Lane.BACKLOG).count());
  }

  @Test
  void oneWorkerTurnsToTheBacklogForEveryFourthJob() {
    JobQueue queue = filled(1);
    List<Lane> taken = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Job job = now(queue);
      taken.add(((Job.ForItems) job).lane());
      queue.ended(job);
    }
    Lane live = Lane.LIVE;
    Lane backlog = Lane.BACKLOG;
    assertEquals(List.of(live, live, live, backlog, live, live, live, backlog), taken);
  }

  @Test
  void backlogHasAllWorkers_whileNothingIsLive() {
    JobQueue queue = new JobQueue(2);
    for (int i = 0; i < 3; i++) {
      queue.add(transfer(Lane.BACKLOG, i), Instant.MIN);
    }
    now(queue);
    now(queue);
    now(queue);
    assertEquals(Optional.empty(), queue.poll(SampleJobs.T0, false));
  }

  @Test
  void delayedJobWaitsForItsTime() {
    JobQueue queue = new JobQueue(2);
    queue.add(transfer(Lane.LIVE, 1), at(10));
    assertEquals(Optional.of(at(10)), queue.nextAt());
    assertEquals(Optional.empty(), queue.poll(at(9), false));
    assertEquals(
        Optional.of(transfer(Lane.LIVE, 1).item()),
        queue.poll(at(10), false).map(j -> ((Job.Transfer) j).item()));
  }

  @Test
  void itemsCountAsUnsent_untilTheirTransferEnds() {
    JobQueue queue = new JobQueue(2);
    Job reserve = new Job.Reserve(folder(1), Lane.BACKLOG, items(3));
    queue.add(reserve, Instant.MIN);
    assertEquals(3, queue.unsent(Lane.BACKLOG));
    assertEquals(30, queue.unsentBytes(Lane.BACKLOG));
    now(queue);
    for (int i = 1; i <= 3; i++) {
      queue.add(transfer(Lane.BACKLOG, i), Instant.MIN);
    }
    queue.ended(reserve);
    assertEquals(3, queue.unsent(Lane.BACKLOG));
    Job sent = now(queue);
    queue.add(SampleJobs.commit(Lane.BACKLOG, 1), Instant.MIN);
    queue.ended(sent);
    assertEquals(2, queue.unsent(Lane.BACKLOG));
    assertEquals(0, queue.unsent(Lane.LIVE));
  }

  @Test
  void askingForLeaveGoesBeforeSending_soThatNoWorkerRunsDry() {
    JobQueue queue = new JobQueue(2);
    queue.add(transfer(Lane.BACKLOG, 1), Instant.MIN);
    Job reserve = new Job.Reserve(folder(1), Lane.BACKLOG, items(1));
    Job commit = SampleJobs.commit(Lane.BACKLOG, 2);
    queue.add(reserve, Instant.MIN);
    queue.add(commit, Instant.MIN);
    assertEquals(commit, now(queue));
    assertEquals(reserve, now(queue));
  }

  @Test
  void whatFailedBefore_goesBehindAllElse_whileOneJobRunsAtATime() {
    JobQueue queue = new JobQueue(4);
    Job failed = SampleJobs.commit(Lane.LIVE, 1);
    Job fresh = SampleJobs.transfer(Lane.BACKLOG, 2);
    queue.add(failed, at(1));
    queue.add(fresh, Instant.MIN);
    assertEquals(Optional.of(fresh), queue.poll(at(2), true));
    assertEquals(Optional.of(failed), queue.poll(at(2), true));
    queue.ended(fresh);
    queue.ended(failed);
    queue.add(failed, at(1));
    queue.add(SampleJobs.transfer(Lane.LIVE, 3), Instant.MIN);
    assertEquals(Optional.of(failed), queue.poll(at(2), false), "nearest to its end first");
  }
}
