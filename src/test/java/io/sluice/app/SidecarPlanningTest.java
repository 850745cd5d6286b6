package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.file.FileStat;
import io.sluice.file.RelativePath;
import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileChange;
import io.sluice.ledger.ItemChange;
import io.sluice.ledger.Lane;
import io.sluice.ledger.Ledger;
import io.sluice.target.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Sidecars of files that were sent, whatever became of the files since. */
@Execution(ExecutionMode.CONCURRENT)
final class SidecarPlanningTest {
  private static final RelativePath PICTURE = new RelativePath("a.png");
  private static final RelativePath SIDECAR = new RelativePath("a.png.json");

  private final ForwardClock clock = new SetBackScript().clock();
  private final Inbox inbox = new Inbox();
  @TempDir Path directory;
  private WiredFolder wired;
  private FolderContext folder;
  private Ledger ledger;
  private FolderOutcomes outcomes;
  private SidecarPlanning planning;

  @BeforeEach
  void openFolder() throws Exception {
    Path key = Files.writeString(directory.resolve("key"), "key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    wired =
        new WiredFolder(
            directory,
            "type: clarifai, user-id: me, app-id: signs, api-key-file: " + key,
            "annotations: optional",
            clock);
    folder = wired.context();
    ledger = wired.ledger();
    planning = planning();
    ledger.bindScope(folder.folderId(), "7", clock.instant());
    planning.opened(new Dataset("7", "pictures", false, 0));
  }

  private SidecarPlanning planning() {
    InspectionDesk desk =
        new InspectionDesk(
            folder,
            new Inspector(folder, ledger),
            ledger,
            Runnable::run,
            other -> true,
            inbox,
            () -> {});
    outcomes = new FolderOutcomes(folder, ledger, event -> {}, clock);
    FolderIntake intake =
        new FolderIntake(
            new SettlingFiles(folder.settling(), 10, clock.wall()),
            new IntakeRules(folder, false, outcomes),
            outcomes,
            desk);
    NameContests contests = new NameContests(folder, ledger, outcomes, desk, path -> {}, clock);
    Set<Long> served = Set.of(folder.folderId());
    return new SidecarPlanning(
        folder,
        new FolderPlanning(folder, ledger, outcomes, contests, served, clock),
        new SidecarRules(new FolderRun(folder, false, Optional.empty()), outcomes, intake),
        ledger,
        desk,
        clock);
  }

  @AfterEach
  void close() throws IOException {
    wired.close();
  }

  @Test
  void sidecarOfWhatWasSent_hasItsTurn() throws Exception {
    sent("picture");
    ready(SIDECAR, "{\"concepts\": [\"cat\"]}");
    planned();
    assertEquals(EntryState.QUEUED, state(SIDECAR));
  }

  @Test
  void sidecarOfWhatWasReplaced_waitsUntilThatWasSeen() throws Exception {
    sent("picture");
    Files.writeString(PICTURE.in(folder.root()), "another picture");
    ready(SIDECAR, "{\"concepts\": [\"cat\"]}");
    planned();
    assertEquals(EntryState.READY, state(SIDECAR));
    assertEquals(EntryState.SETTLING, state(PICTURE));
  }

  private void planned() throws Exception {
    planning.planPage();
    // What is found beside it, and then what a look at that finds.
    for (int round = 0; round < 3; round++) {
      inbox.take(Duration.ofMillis(50), 10).forEach(Runnable::run);
      outcomes.flush();
    }
  }

  /** A file that is an entry of the dataset. */
  private void sent(String content) throws Exception {
    ready(PICTURE, content);
    planned();
    Item item = ledger.claim(folder.folderId(), Lane.LIVE, 1, 1_000, clock.instant()).get(0);
    ItemChange end =
        new ItemChange.Finished(
            item.id(), ItemState.UPLOADED, "", "a", "a.png", 0, 1, Optional.empty());
    ledger.advance(List.of(end), clock.instant());
    assertEquals(EntryState.UPLOADED, state(PICTURE));
  }

  private EntryState state(RelativePath path) {
    return ledger.files(folder.folderId(), List.of(path)).get(path).state();
  }

  private void ready(RelativePath path, String content) throws IOException {
    Path file = path.in(folder.root());
    Files.writeString(file, content);
    FileChange change =
        new FileChange.Observed(
            path, FileStat.of(file).stamp(), EntryState.READY, "", Lane.LIVE, Optional.empty());
    ledger.record(folder.folderId(), List.of(change), clock.instant());
    planning.mayHaveReady();
  }
}
