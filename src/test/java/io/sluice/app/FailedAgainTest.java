package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sluice.file.FileStamp;
import io.sluice.file.FileStat;
import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileChange;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Lane;
import io.sluice.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Failed files whose day is over, as a scan of a daemon finds them. */
@Execution(ExecutionMode.CONCURRENT)
final class FailedAgainTest {
  private static final int TOO_LARGE = 5_000;
  private static final Duration DAY = Duration.ofDays(1);

  private final SetBackScript time = new SetBackScript();
  private final ForwardClock clock = time.clock();
  private final List<RelativePath> found = new ArrayList<>();
  @TempDir Path directory;
  private WiredFolder wired;
  private Path root;
  private Ledger ledger;
  private FolderContext folder;

  @BeforeEach
  void openFolder() throws Exception {
    wired = new WiredFolder(directory, "max-size: 10B", clock);
    ledger = wired.ledger();
    folder = wired.context();
    root = folder.root();
  }

  @AfterEach
  void close() throws IOException {
    wired.close();
  }

  @Test
  void fileThatCanBeRetriedHasItsTurn_behindThousandsThatCannot() throws Exception {
    List<FileChange> failed = new ArrayList<>();
    for (int i = 0; i < TOO_LARGE; i++) {
      failed.add(failed("large-%04d.png".formatted(i), "more than ten bytes", 0));
    }
    failed.add(failed("small.png", "png", 1));
    ledger.record(folder.folderId(), failed, clock.instant());
    time.pass(DAY.plusSeconds(1));

    scan();
    assertEquals(List.of(new RelativePath("small.png")), found);

    found.clear();
    scan();
    assertEquals(List.of(), found, "what was handed over is not due at once again");
    assertEquals(List.of(), ledger.due(folder.folderId(), clock.instant(), 9));

    time.pass(DAY.minusSeconds(1));
    assertEquals(1, ledger.due(folder.folderId(), clock.instant(), 9).size());
    time.pass(Duration.ofSeconds(1));
    assertEquals(9, ledger.due(folder.folderId(), clock.instant(), 9).size());
  }

  @Test
  void stateThatChangedMeanwhileIsLeftAlone() {
    RelativePath path = new RelativePath("a.png");
    FileStamp stamp = new FileStamp(1, SetBackScript.T0, SetBackScript.T0, "");
    FileChange settling =
        new FileChange.Observed(path, stamp, EntryState.SETTLING, "", Lane.LIVE, Optional.empty());
    ledger.record(folder.folderId(), List.of(settling), clock.instant());
    FileChange putOff = new FileChange.PutOff(path, clock.instant().plus(DAY));
    ledger.record(folder.folderId(), List.of(putOff), clock.instant());
    FileEntry entry = ledger.files(folder.folderId(), List.of(path)).get(path);
    assertEquals(EntryState.SETTLING, entry.state());
    assertFalse(entry.retryAt().isPresent());
  }

  private FileChange failed(String name, String content, int later) throws IOException {
    FileStamp stamp = FileStat.of(Files.writeString(root.resolve(name), content)).stamp();
    Instant again = clock.instant().plus(DAY).plusMillis(later);
    return new FileChange.Observed(
        new RelativePath(name), stamp, EntryState.FAILED, "no", Lane.LIVE, Optional.of(again));
  }

  private void scan() throws Exception {
    Inspector inspector = new Inspector(folder, ledger);
    GoneSweep sweep =
        new GoneSweep(folder.folderId(), inspector, ledger, Duration.ofDays(90), clock);
    new ScanPass(folder, inspector, ledger, new Finds(), event -> {}, clock, false, sweep)
        .run(false);
  }

  private final class Finds implements ScanPass.ScanReceiver {
    @Override
    public void found(Found file) {
      found.add(file.sighting().path());
    }

    @Override
    public void tooLarge(Sighting file, long limitBytes, Optional<FileEntry> entry) {}

    @Override
    public void unreadable(RelativePath path, String reason) {
      throw new AssertionError(path + " " + reason);
    }

    @Override
    public boolean isCarriedOver(RelativePath path) {
      return false;
    }

    @Override
    public void gone(RelativePath path, FileEntry entry) {
      throw new AssertionError("gone: " + path);
    }
  }
}
