package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.event.IngestEvent;
import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunScopeTest {
  private static final RelativePath OURS = new RelativePath("a.png");
  private static final RelativePath OTHER = new RelativePath("b.png");

  private final RunScope scope = new RunScope();
  private final List<IngestEvent> told = new ArrayList<>();
  private final ScopedEvents events = new ScopedEvents(Map.of("f", scope), told::add);

  private static IngestEvent outcome(String folder, RelativePath path) {
    return new IngestEvent.FileOutcome(
        folder, path, FileState.FAILED, "", "", 0, 0, 0, Instant.EPOCH);
  }

  @Test
  void isDone_onceEachFileIsConcluded() {
    assertTrue(scope.isDone());
    scope.add(OURS);
    scope.add(OURS);
    assertFalse(scope.isDone());
    scope.concluded(OTHER);
    assertFalse(scope.isDone());
    scope.concluded(OURS);
    scope.concluded(OURS);
    assertTrue(scope.isDone());
    scope.add(OTHER);
    assertFalse(scope.isDone());
  }

  @Test
  void tellsOnlyOfItsOwnFiles_andOfEachFindOnce() {
    scope.add(OURS);
    events.on(new IngestEvent.FileFound("f", OURS));
    events.on(new IngestEvent.FileFound("f", OURS));
    events.on(new IngestEvent.FileFound("f", OTHER));
    events.on(new IngestEvent.FileFound("whole", OTHER));
    assertEquals(2, told.size(), told.toString());
    events.on(outcome("f", OTHER));
    assertEquals(2, told.size(), told.toString());
    events.on(outcome("f", OURS));
    events.on(outcome("whole", OTHER));
    assertEquals(4, told.size(), told.toString());
    assertTrue(scope.isDone());
  }
}
