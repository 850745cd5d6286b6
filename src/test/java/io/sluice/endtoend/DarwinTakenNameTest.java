package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.CommandHere;
import io.sluice.target.darwin.DarwinFault;
import io.sluice.target.darwin.DarwinStep;
import io.sluice.target.darwin.FakeDarwin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Names that Darwin says are taken, and does not tell enough of. */
@Execution(ExecutionMode.CONCURRENT)
final class DarwinTakenNameTest {
  private static final String WHAT_TO_DO =
      "look in the dataset for what has this name: what is there without its bytes is to be"
          + " deleted";

  private static final String UNREADABLE = "{\"items\":[{\"id\":\"x\"}],\"page\":{\"next\":null}}";

  private static final String WITHOUT_SIZE =
      """
      {"items":[{"id":"1","name":"a.png","path":"/","status":"new","processing_status":"complete",
        "slots":[{"slot_name":"0"}]}],"page":{"next":null}}
      """;

  @TempDir private Path directory;
  private DarwinHere site;
  private FakeDarwin server;

  @BeforeEach
  void prepare() throws Exception {
    site = new DarwinHere(directory);
    server = site.server();
    site.image("a.png");
  }

  @AfterEach
  void stop() {
    site.close();
  }

  /** Once {@code since} has been asked {@code times} times, all that is listed is {@code body}. */
  private void listAfter(DarwinStep since, int times, String body) {
    AtomicInteger asked = new AtomicInteger();
    server.chance(
        step -> {
          if (step == since) {
            asked.incrementAndGet();
          }
          return step == DarwinStep.LIST && asked.get() >= times
              ? Optional.of(DarwinFault.status(200, body))
              : Optional.empty();
        });
  }

  @Test
  void ourOwnRegistrationIsNoSkip_whereWhatHasTheNameCannotBeRead() throws Exception {
    server.next(DarwinStep.REGISTER, DarwinFault.cut().afterwards());
    // Of which the first is the scripted one.
    listAfter(DarwinStep.REGISTER, 1, UNREADABLE);
    assertFailedAfterSomeTries();
    server.chance(step -> Optional.empty());
    server.with(state -> state.deleteAll());
    assertTrue(site.push(0, "a.png").out().contains("1 uploaded"));
  }

  @Test
  void anUploadOfOthersIsNoSkip_whereWhatHasTheNameCannotBeRead() throws Exception {
    AtomicBoolean added = new AtomicBoolean();
    listAfter(DarwinStep.REGISTER, 1, UNREADABLE);
    server.meanwhile(
        step -> {
          if (step == DarwinStep.REGISTER && !added.getAndSet(true)) {
            addWithoutBytes();
          }
        });
    assertFailedAfterSomeTries();
  }

  private void addWithoutBytes() {
    server.with(
        state -> {
          state.addItem("rigs", "/", "a.png", Map.of("0", -1L));
          return true;
        });
  }

  private void assertFailedAfterSomeTries() throws Exception {
    CommandHere.Ended ended = site.push(4, "a.png");
    assertTrue(ended.out().contains("0 skipped, 1 failed"), ended::out);
    String reason = failures();
    assertTrue(reason.contains("gave up after 4 attempts"), reason);
    assertTrue(reason.contains(WHAT_TO_DO), reason);
    assertEquals(0, server.count(DarwinStep.PUT));
  }

  private String failures() throws Exception {
    return Files.readString(directory.resolve("state/failures.jsonl"));
  }

  @Test
  void ourOwnUploadWhoseConfirmationIsLost_isUploaded_whereTheListTellsNoSize() throws Exception {
    server.next(DarwinStep.CONFIRM, DarwinFault.cut().afterwards());
    listAfter(DarwinStep.SIGN, 1, WITHOUT_SIZE);
    CommandHere.Ended ended = site.push(0, "a.png");
    assertTrue(ended.out().contains("1 uploaded"), ended::out);
    assertEquals(1, server.count(DarwinStep.PUT));
  }
}
