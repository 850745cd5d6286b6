package io.sluice.upload;

import static io.sluice.upload.SampleJobs.at;
import static io.sluice.upload.SampleJobs.commit;
import static io.sluice.upload.SampleJobs.transfer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.item.Item;
import io.sluice.ledger.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When sent items are committed together. */
class CommitGatherTest {
  private static final Duration WAIT = Duration.ofMillis(300);

  private final CommitGather gather = new CommitGather(3, Long.MAX_VALUE);

  private List<List<Long>> due(Instant now) {
    return gather.due(now, WAIT).stream()
        .map(job -> job.items().stream().map(Item::id).toList())
        .toList();
  }

  @Test
  void waitsForOtherTransfers_butNotLong() {
    gather.transferAdded(transfer(Lane.LIVE, 1));
    gather.transferAdded(transfer(Lane.LIVE, 2));
    gather.add(commit(Lane.LIVE, 1), at(0));
    gather.transferEnded(transfer(Lane.LIVE, 1));
    assertEquals(Optional.of(at(300)), gather.nextAt(WAIT));
    assertEquals(List.of(), due(at(299)));
    assertEquals(List.of(List.of(1L)), due(at(300)));
    assertEquals(List.of(), due(at(301)));
  }

  @Test
  void isDueAtOnce_whenNoTransferOfItsLaneIsLeft() {
    gather.transferAdded(transfer(Lane.LIVE, 1));
    gather.transferAdded(transfer(Lane.BACKLOG, 2));
    gather.add(commit(Lane.LIVE, 1), at(0));
    assertEquals(List.of(), due(at(1)));
    gather.transferEnded(transfer(Lane.LIVE, 1));
    assertEquals(List.of(List.of(1L)), due(at(1)));
  }

  @Test
  void isDueAtOnce_whenFull_andNeverLarger() {
    gather.transferAdded(transfer(Lane.LIVE, 9));
    gather.add(commit(Lane.LIVE, 1, 2), at(0));
    assertEquals(List.of(), due(at(1)));
    gather.add(commit(Lane.LIVE, 3, 4), at(1));
    assertEquals(List.of(List.of(1L, 2L, 3L), List.of(4L)), due(at(2)));
  }

  @Test
  void clockPutBackMakesNothingWaitLonger() {
    gather.transferAdded(transfer(Lane.LIVE, 9));
    gather.add(commit(Lane.LIVE, 1), at(10_000_000));
    assertEquals(List.of(List.of(1L)), due(at(0)));
  }

  @Test
  void isBoundByBytesToo_andALargerFileGoesAlone() {
    long size = commit(Lane.LIVE, 1).items().get(0).sizeBytes();
    CommitGather small = new CommitGather(100, 2 * size + 1);
    small.transferAdded(transfer(Lane.LIVE, 9));
    small.add(commit(Lane.LIVE, 1, 2), at(0));
    assertEquals(List.of(), small.due(at(1), WAIT));
    small.add(commit(Lane.LIVE, 3, 4, 5), at(1));
    assertEquals(
        List.of(2, 2, 1), small.due(at(2), WAIT).stream().map(job -> job.items().size()).toList());
    CommitGather smaller = new CommitGather(100, size - 1);
    smaller.add(commit(Lane.LIVE, 1, 2), at(0));
    assertEquals(2, smaller.due(at(0), WAIT).size());
  }
}
