package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.file.FileStat;
import io.sluice.file.RelativePath;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileChange;
import io.sluice.ledger.Lane;
import io.sluice.ledger.Ledger;
import io.sluice.target.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Directories that become items while their dataset is lost and found again. */
@Execution(ExecutionMode.CONCURRENT)
final class UnitPlanningTest {
  private final ForwardClock clock = new SetBackScript().clock();
  private final Inbox inbox = new Inbox();
  @TempDir Path directory;
  private WiredFolder wired;
  private FolderContext folder;
  private UnitPlanning planning;

  @BeforeEach
  void openFolder() throws Exception {
    Path key = Files.writeString(directory.resolve("key"), "abc.def");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    wired =
        new WiredFolder(
            directory,
            "type: darwin, api-key-file: " + key,
            "unit: directory, item-merge-mode: slots",
            clock);
    folder = wired.context();
    Ledger ledger = wired.ledger();
    FolderOutcomes outcomes = new FolderOutcomes(folder, ledger, event -> {}, clock);
    InspectionDesk desk =
        new InspectionDesk(
            folder,
            new Inspector(folder, ledger),
            ledger,
            Runnable::run,
            other -> true,
            inbox,
            () -> {});
    FolderRun run = new FolderRun(folder, false, Optional.empty());
    FolderNotes notes = new FolderNotes(new WatchState(folder.name(), clock));
    FolderScans scans =
        new FolderScans(run, new ScanRequests(Duration.ofSeconds(1), clock), notes, clock);
    SettlingFiles settling = new SettlingFiles(folder.settling(), 10, clock.wall());
    FolderIntake intake =
        new FolderIntake(settling, new IntakeRules(folder, false, outcomes), outcomes, desk);
    UnitSearch search = new UnitSearch(run, scans, settling, intake, outcomes, desk);
    UnitRules rules = new UnitRules(run, outcomes, search);
    planning = new UnitPlanning(folder, rules, search, ledger, outcomes, desk, clock);
    ready("a/1.png");
    ready("b/1.png");
    ledger.bindScope(folder.folderId(), "7", clock.instant());
  }

  @AfterEach
  void close() throws IOException {
    wired.close();
  }

  @Test
  void datasetThatIsLostWhileDirectoriesAreListed_leavesThemForItsReturn() throws Exception {
    planning.opened(dataset("7"));
    planning.planPage();
    planning.closed();
    listed();
    assertEquals(2, inState(EntryState.READY));

    planning.opened(dataset("7"));
    planning.planPage();
    listed();
    assertEquals(2, inState(EntryState.QUEUED));
  }

  @Test
  void datasetThatIsAnotherByNow_isWaitedFor_byAllDirectoriesOfAPage() throws Exception {
    planning.opened(dataset("6"));
    planning.planPage();
    listed();
    assertTrue(planning.dataset().isEmpty());
    assertFalse(planning.isBusy());

    planning.opened(dataset("7"));
    planning.planPage();
    listed();
    assertEquals(2, inState(EntryState.QUEUED));
  }

  private static Dataset dataset(String id) {
    return new Dataset(id, "pictures", false, 0);
  }

  private void listed() throws InterruptedException {
    inbox.take(Duration.ofSeconds(1), 10).forEach(Runnable::run);
  }

  private int inState(EntryState state) {
    return wired
        .ledger()
        .filesIn(folder.folderId(), EnumSet.of(state), Optional.empty(), 10)
        .size();
  }

  private void ready(String name) throws IOException {
    Path file = folder.root().resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, name);
    FileChange change =
        new FileChange.Observed(
            new RelativePath(name),
            FileStat.of(file).stamp(),
            EntryState.READY,
            "",
            Lane.LIVE,
            Optional.empty());
    wired.ledger().record(folder.folderId(), List.of(change), clock.instant());
  }
}
