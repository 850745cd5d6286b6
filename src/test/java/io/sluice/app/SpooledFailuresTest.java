package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import io.sluice.report.FileFailure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SpooledFailuresTest {
  @Test
  void givesBackWhatWasAdded_asOftenAsAsked() throws Exception {
    try (SpooledFailures spool = SpooledFailures.create()) {
      List<FileFailure> added = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        FileState state = i % 2 == 0 ? FileState.FAILED : FileState.CONFLICT;
        added.add(new FileFailure(new RelativePath("caf%C3%A9/" + i), state, "why ☂ " + i));
      }
      for (FileFailure failure : added) {
        spool.add(failure);
      }
      assertEquals(500, spool.of(FileState.CONFLICT));
      assertEquals(0, spool.of(FileState.PENDING));
      for (int round = 0; round < 2; round++) {
        List<FileFailure> read = new ArrayList<>();
        spool.forEach(read::add);
        assertEquals(added, read);
      }
    }
  }
}
