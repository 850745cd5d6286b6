package io.sluice.target.darwin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.Tries;
import io.sluice.http.Network;
import io.sluice.http.ProxyExceptions;
import io.sluice.http.Timeouts;
import io.sluice.item.Item;
import io.sluice.target.ItemOutcome;
import io.sluice.target.Reservation;
import io.sluice.target.SampleItems;
import io.sluice.target.SentItem;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A storage that takes a large file slowly, or stops taking it. */
@Execution(ExecutionMode.CONCURRENT)
final class DarwinSlowPutTest {
  /** More than the operating system takes from us at once. */
  private static final int BYTES = 24 << 20;

  /** A tenth of the usual ones: 3 s without a byte that the other side takes. */
  private static final Timeouts SHORT = Timeouts.DEFAULT.scaledTo(10);

  @TempDir private Path folder;
  private DarwinFixture fixture;
  private Target target;
  private Item item;
  private Reservation reservation;

  @BeforeEach
  void open() throws Exception {
    Network network = new Network(Optional.empty(), ProxyExceptions.NONE, List.of(), SHORT);
    fixture = new DarwinFixture(Optional.of(FakeDarwin.TEAM), network);
    target = fixture.target();
    item = new SampleItems(folder, target, fixture.dataset()).create("/", "a.png", new byte[BYTES]);
    ItemOutcome reserved = target.reserve(fixture.dataset(), List.of(item)).get(0);
    reservation = assertInstanceOf(ItemOutcome.Reserved.class, reserved).reservation();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aSlowUploadThatMoves_isNotCutOff_howeverLongItTakes() throws Exception {
    Tries.oneOfThree(this::sendsSlowly);
    confirmed();
  }

  private void sendsSlowly() throws Exception {
    fixture.server().next(DarwinStep.PUT, DarwinFault.slow());
    long start = System.nanoTime();
    assertInstanceOf(ItemOutcome.Sent.class, transfer());
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(took.compareTo(SHORT.writeIdle()) > 0, () -> "hardly slow: " + took);
  }

  @Test
  void anUploadThatStandsStill_isGivenUp_andThenSentWhole() throws Exception {
    fixture.server().next(DarwinStep.PUT, DarwinFault.stallWithin());
    TargetException failure = assertThrows(TargetException.class, this::transfer);
    assertEquals(TargetException.Kind.UNREACHABLE, failure.kind(), failure.getMessage());
    Tries.oneOfThree(() -> assertInstanceOf(ItemOutcome.Sent.class, transfer()));
    confirmed();
  }

  private ItemOutcome transfer() throws TargetException, InterruptedException {
    return target.transfer(item, item.parts().get(0), reservation);
  }

  private void confirmed() throws Exception {
    SentItem sent = new SentItem(item, reservation);
    assertInstanceOf(
        ItemOutcome.Done.class, target.commit(fixture.dataset(), List.of(sent)).get(0));
    String digest = new SampleItems(folder, target, fixture.dataset()).digest(item).hex();
    assertEquals(List.of("/a.png 0 CONFIRMED " + digest + " 1"), fixture.server().items());
    assertEquals(List.of(), fixture.server().problems());
  }
}
