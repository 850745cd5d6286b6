package io.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.app.Observation;
import io.sluice.file.FileState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StatusTextTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private static Observation of(Observation.Folder folder, Observation.Target target) {
    return new Observation("1.2", "watching", List.of(folder), List.of(target), "{}");
  }

  private static Observation.Folder folder(Map<FileState, Long> files, long processing) {
    return new Observation.Folder(
        "signs",
        "labelling",
        "road-signs",
        "watching",
        files,
        6,
        processing,
        31_337,
        4_000,
        Optional.of(NOW.minusSeconds(75)),
        List.of("the folder is missing"));
  }

  private static Observation.Target target(String state, String reason, Optional<Instant> retry) {
    return new Observation.Target("labelling", "clarifai", state, reason, retry, 3);
  }

  @Test
  void everyStateThatHasFilesIsTold() {
    Observation seen =
        of(
            folder(
                Map.of(
                    FileState.UPLOADED, 1_200L,
                    FileState.SKIPPED, 1L,
                    FileState.PENDING, 4L,
                    FileState.FAILED, 2L,
                    FileState.CONFLICT, 3L,
                    FileState.INCOMPLETE, 5L,
                    FileState.VANISHED, 7L),
                2),
            target("refused", "401 the key is not valid", Optional.of(NOW.plusSeconds(40))));
    assertEquals(
        """
        Sluice 1.2 (process 47): watching

        signs -> labelling/road-signs: watching
          1,211 of 1,215 files done: 1,200 uploaded (31.3 KB), 1 skipped
          4 pending (2 being processed by the platform), the oldest for 1 h 6 min
          2 failed, 3 in conflict, 5 incomplete; why: sluice files
          scanned 1 min ago; 6 ignored, 7 vanished
          ! the folder is missing

        target labelling (clarifai): refused, 3 in flight, tried again in 40 s
          ! 401 the key is not valid""",
        String.join("\n", StatusText.lines(seen, "process 47", "", NOW, 100)));
  }

  @Test
  void whatIsNoughtIsLeftAway_andALineThatIsTooLongIsBrokenBetweenWords() {
    Observation seen = of(folder(Map.of(), 0), target("ok", "", Optional.empty()));
    List<String> lines = StatusText.lines(seen, "process 47", "", NOW, 30);
    assertEquals(
        """
        Sluice 1.2 (process 47):
          watching

        signs -> labelling/road-signs:
          watching
          0 of 0 files done: 0
            uploaded (31.3 KB), 0
            skipped
          scanned 1 min ago; 6
            ignored, 0 vanished
          ! the folder is missing

        target labelling (clarifai):
          ok, 3 in flight""",
        String.join("\n", lines));
    assertTrue(lines.stream().allMatch(line -> line.length() <= 30), lines::toString);
  }

  @Test
  void whatThereIsToSayOfAllOfIt_standsBeforeTheFolders() {
    Observation seen =
        of(folder(Map.of(FileState.UPLOADED, 1L), 0), target("ok", "", Optional.empty()));
    List<String> lines = StatusText.lines(seen, "process 47", "what follows is old", NOW, 100);
    assertEquals("  ! what follows is old", lines.get(1));
  }
}
