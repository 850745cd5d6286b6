package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.file.FileState;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class ObservationTest {
  private static Observation read(String json) {
    return Observation.of(new JsonMapper().readTree(json));
  }

  @Test
  void countsAreThoseOfEachState_andVanishedFilesAreNotSeen() {
    Observation.Folder folder =
        read("{\"folders\":[{\"name\":\"a\",\"uploaded\":5,\"pending\":3,\"vanished\":2,"
                + "\"processing\":1,\"last_scan\":\"2026-11-22T10:00:00Z\"}]}")
            .folders()
            .get(0);
    assertEquals(5, folder.of(FileState.UPLOADED));
    assertEquals(8, folder.seen());
    assertEquals(1, folder.processing());
    assertEquals(Optional.of(Instant.parse("2026-11-22T10:00:00Z")), folder.lastScan());
  }

  @Test
  void textsOfADaemonAreMadeSafe() {
    String hostile = "x\\u001b[2Jy\\n\\u202ez";
    Observation seen =
        read(
            """
            {"state":"%1$s","version":"%1$s",
             "folders":[{"name":"%1$s","target":"%1$s","dataset":"%1$s","state":"%1$s","notes":["%1$s"]}],
             "targets":[{"name":"%1$s","type":"%1$s","state":"%1$s","reason":"%1$s"}]}
            """
                .formatted(hostile));
    String shown = seen.version() + seen.state() + seen.folders() + seen.targets();
    assertTrue(shown.codePoints().allMatch(c -> c >= ' ' && c != 0x202e), shown);
    assertTrue(shown.contains("\\x1b[2J"), shown);
  }

  @Test
  void whatIsMissingOrOfAnotherTypeCountsAsNothing() {
    Observation seen =
        read(
            "{\"folders\":[{\"uploaded\":-5,\"last_scan\":\"yesterday\",\"notes\":7}],\"targets\":3}");
    assertEquals(0, seen.folders().get(0).seen());
    assertEquals(Optional.empty(), seen.folders().get(0).lastScan());
    assertEquals(0, seen.targets().size());
    assertEquals(0, read("{}").folders().size());
  }
}
