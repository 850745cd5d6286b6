package io.sluice.target.clarifai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.target.Finding;
import io.sluice.target.ItemOutcome;
import io.sluice.target.SentItem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs that count once they are accepted. */
class ClarifaiNoWaitTest {
  @TempDir private Path folder;
  private ClarifaiSteps steps;

  @BeforeEach
  void open() throws Exception {
    steps = new ClarifaiSteps(folder, false);
  }

  @AfterEach
  void close() throws Exception {
    steps.close();
  }

  /** An item that was sent by somebody who waited. */
  private Item followed(Item item) throws Exception {
    List<SentItem> ready = steps.ready(List.of(item));
    assertInstanceOf(ItemOutcome.Done.class, steps.commit(ready).get(0));
    return ClarifaiSteps.followed(ready.get(0).item(), FollowToken.first("one", false).toString());
  }

  private ItemOutcome follow(Item item) throws Exception {
    return steps.target().follow(steps.dataset(), List.of(item)).get(0);
  }

  @Test
  void acceptedInputIsDone_thoughItIsNeverProcessed() throws Exception {
    steps.server().processing().stick(true);
    Item item = followed(steps.items().create("/", "one.png"));
    // As it is where an earlier run had begun to wait.
    assertInstanceOf(ItemOutcome.Done.class, follow(item));
    assertInstanceOf(Finding.Present.class, steps.find(item));
  }

  @Test
  void inputThatHasFailedByThen_isToldInThePlatformsWords() throws Exception {
    steps.server().processing().fails("one.png");
    Item item = followed(steps.items().create("/", "one.png"));
    Finding.Processing found =
        assertInstanceOf(Finding.Processing.class, steps.find(item.withState(ItemState.COMMITTED)));
    assertEquals("one 0", found.token());
    ItemOutcome.Rejected rejected = assertInstanceOf(ItemOutcome.Rejected.class, follow(item));
    assertTrue(rejected.reason().contains("cannot be decoded"), rejected.reason());
  }
}
