package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.file.ReferenceZip;
import io.sluice.image.SampleMedia;
import io.sluice.target.darwin.DarwinFault;
import io.sluice.target.darwin.DarwinStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged jar and Darwin: everything is confirmed once, whatever ends a run. */
@Execution(ExecutionMode.CONCURRENT)
final class DarwinIT {
  private static final int HALTED = 137;

  /** All files that are on their way are waited for, so that they are registered at once. */
  private static final String ONE_GROUP = "batch-wait: 1m";

  @TempDir private Path directory;

  @Test
  void everyFileIsConfirmedOnce_andAllAreSkipped_whenTheLedgerIsLost() throws Exception {
    try (DarwinSite darwin = new DarwinSite(directory, ONE_GROUP)) {
      darwin.site().writeMany(20);
      darwin.site().sync(0).counts(20, 20, 0);
      darwin.assertAllConfirmedOnce();
      assertEquals(1, darwin.count(DarwinStep.REGISTER));
      darwin.site().forgetLedger();
      darwin.site().sync(0).counts(20, 0, 20);
      darwin.assertAllConfirmedOnce();
      assertEquals(1, darwin.count(DarwinStep.REGISTER));
      assertEquals(20, darwin.count(DarwinStep.PUT));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"transfer.after:2", "commit-call.after:2"})
  void itGoesOnWhereItStopped_andRegistersNothingAgain(String point) throws Exception {
    try (DarwinSite darwin = new DarwinSite(directory, "workers: 2", ONE_GROUP)) {
      darwin.site().writeMany(5);
      try (SluiceProcess halted = darwin.startTo(point)) {
        assertEquals(HALTED, halted.awaitExit(), halted::toString);
      }
      darwin.site().sync(0).addsUp();
      darwin.assertAllConfirmedOnce();
      darwin.assertLedgerIsDone();
      assertEquals(1, darwin.count(DarwinStep.REGISTER));
    }
  }

  @Test
  void aVolumeThatWasSentAndNotConfirmed_goesOnWithTheSameUpload() throws Exception {
    try (DarwinSite darwin = new DarwinSite(directory, "workers: 2", ONE_GROUP)) {
      darwin.site().folder("unit: directory", "item-merge-mode: series");
      Map<String, byte[]> slices = new LinkedHashMap<>();
      for (String name : List.of("1.dcm", "2.dcm", "10.dcm")) {
        slices.put(name, SampleMedia.slice("An" + (10 + slices.size())));
        darwin.site().write("ct-1/" + name, slices.get(name));
      }
      try (SluiceProcess halted = darwin.startTo("transfer.after:1")) {
        assertEquals(HALTED, halted.awaitExit(), halted::toString);
      }
      darwin.site().sync(0).counts(3, 3, 0);
      assertEquals(
          Map.of("/ct-1", "0 CONFIRMED " + Site.sha256(ReferenceZip.of(slices)) + " 1"),
          darwin.there());
      darwin.assertLedgerIsDone();
      assertEquals(1, darwin.count(DarwinStep.REGISTER));
      assertEquals(List.of(), darwin.server().problems());
    }
  }

  @ParameterizedTest
  @Tag("sweep")
  @ValueSource(
      strings = {
        "reserving-row.before:1",
        "reserving-row.inside:1",
        "reserving-row.after:1",
        "reserve-call.before:1",
        "reserved-row.after:1",
        "transfer.before:1",
        "transfer.before:5",
        "transfer.after:1",
        "transfer.after:5",
        "sent-row.before:2",
        "sent-row.inside:2",
        "sent-row.after:2",
        "commit-call.before:2",
        "commit-call.after:5",
        "uploaded-row.before:2",
        "uploaded-row.inside:2",
        "uploaded-row.after:2",
        "outcome-told.before:2"
      })
  void itGoesOnFromEveryStep(String point) throws Exception {
    itGoesOnWhereItStopped_andRegistersNothingAgain(point);
  }

  @ParameterizedTest
  @EnumSource(
      value = DarwinStep.class,
      names = {"SIGN", "PUT", "CONFIRM"})
  void killedBetweenTwoSteps_itGoesOn(DarwinStep step) throws Exception {
    try (DarwinSite darwin = new DarwinSite(directory, "workers: 2")) {
      darwin.site().writeMany(5);
      Doomed doomed = new Doomed();
      darwin
          .server()
          .meanwhile(
              arrived -> {
                if (arrived == step) {
                  doomed.kill();
                }
              });
      try (SluiceProcess killed = doomed.is(darwin.site().start("sync", "--json"))) {
        assertTrue(killed.awaitExit() > 128, killed::toString);
      }
      darwin.site().sync(0).addsUp();
      darwin.assertAllConfirmedOnce();
      darwin.assertLedgerIsDone();
    }
  }

  /** The ids of uploads are in the answer; without it, only the platform can give them again. */
  @Test
  void lostAnswerOfARegistration_isNoSkip_butAFailureThatSaysWhatToDo() throws Exception {
    try (DarwinSite darwin = new DarwinSite(directory)) {
      darwin.site().writeMany(2);
      try (SluiceProcess halted = darwin.startTo("reserve-call.after:1")) {
        assertEquals(HALTED, halted.awaitExit(), halted::toString);
      }
      Synced synced = darwin.site().sync(4);
      synced.counts(2, 0, 0);
      String failure = synced.failures().get("class-0/0.png");
      assertTrue(failure.contains("registered in the dataset without its bytes"), failure);
      assertTrue(failure.contains("delete the item at the platform"), failure);
      darwin.server().with(state -> state.deleteAll());
      darwin.site().sync(0).counts(2, 2, 0);
      darwin.assertAllConfirmedOnce();
    }
  }

  @Test
  void lostAnswerOfARegistration_costsNothing_whereThePlatformRegistersAgain() throws Exception {
    try (DarwinSite darwin = new DarwinSite(directory)) {
      darwin.server().with(state -> state.reissue());
      darwin.site().writeMany(2);
      try (SluiceProcess halted = darwin.startTo("reserve-call.after:1")) {
        assertEquals(HALTED, halted.awaitExit(), halted::toString);
      }
      darwin.site().sync(0).counts(2, 2, 0);
      darwin.assertAllConfirmedOnce();
    }
  }

  /** The name is held by what was registered for the first content. */
  @Test
  void fileThatChangedAfterItsRegistration_isSentAsItIs() throws Exception {
    try (DarwinSite darwin = new DarwinSite(directory, "batch-wait: 10s")) {
      darwin.site().writeMany(2);
      try (SluiceProcess halted = darwin.startTo("transfer.before:1")) {
        assertEquals(HALTED, halted.awaitExit(), halted::toString);
      }
      darwin.site().write("class-0/0.png", ImageFiles.png("another picture altogether"));
      darwin.site().sync(0).counts(2, 2, 0);
      darwin.assertAllConfirmedOnce();
      assertEquals(1, darwin.count(DarwinStep.REGISTER));
    }
  }

  @Test
  void itemThatWasDeletedMeanwhile_isRegisteredAnew() throws Exception {
    try (DarwinSite darwin = new DarwinSite(directory)) {
      darwin.site().writeMany(2);
      try (SluiceProcess halted = darwin.startTo("transfer.before:1")) {
        assertEquals(HALTED, halted.awaitExit(), halted::toString);
      }
      darwin.server().with(state -> state.deleteAll());
      darwin.site().sync(0).counts(2, 2, 0);
      darwin.assertAllConfirmedOnce();
    }
  }

  @Test
  void emptyFilesAreNeverRegistered() throws Exception {
    try (DarwinSite darwin = new DarwinSite(directory)) {
      darwin.site().writeMany(1);
      Files.createFile(darwin.site().inbox().resolve("empty.png"));
      darwin.site().folder("settle: { max-wait: 1s, on-incomplete: upload }");
      darwin.site().sync(4);
      assertEquals(1, darwin.server().items().size());
    }
  }

  @Test
  void check_saysWhoseKeyItIs_andWhetherTheDatasetIsThere() throws Exception {
    try (DarwinSite darwin = new DarwinSite(directory)) {
      try (SluiceProcess check = darwin.site().start("check")) {
        assertEquals(0, check.awaitExit(), check::toString);
        assertTrue(check.out().contains("of team acme"), check::toString);
        assertTrue(check.out().contains("is not there yet; it will be created"), check::toString);
      }
    }
  }

  @Test
  void fullStorage_endsWithTheTargetRefused_andCostsNothing() throws Exception {
    try (DarwinSite darwin = new DarwinSite(directory)) {
      darwin.site().writeMany(3);
      darwin
          .server()
          .chance(
              step ->
                  step == DarwinStep.REGISTER
                      ? Optional.of(DarwinFault.storageFull())
                      : Optional.empty());
      Synced refused = darwin.site().sync(5);
      assertTrue(refused.failures().get("class-0/0.png").startsWith("pending"), refused.shown());
      darwin.server().chance(step -> Optional.empty());
      darwin.site().sync(0).counts(3, 3, 0);
      darwin.assertAllConfirmedOnce();
    }
  }
}
