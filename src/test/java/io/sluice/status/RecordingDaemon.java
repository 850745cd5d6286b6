package io.sluice.status;

import io.sluice.event.FolderState;
import io.sluice.event.TargetHealth;
import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FolderCounts;
import io.sluice.report.FileFailure;
import io.sluice.report.FolderSnapshot;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** A daemon of two folders that does nothing but note what it is told. */
final class RecordingDaemon implements ControlledDaemon {
  static final String ODD_NAME = "b <img src=x onerror=alert(1)>\u001b";
  static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  final List<String> orders = new ArrayList<>();
  final List<FileFailure> failures = new ArrayList<>();
  Optional<Instant> lastScan = Optional.of(NOW.minusSeconds(60));
  FolderState folderState = FolderState.WATCHING;
  boolean makesProgress = true;
  boolean busy;

  @Override
  public List<String> folderNames() {
    return List.of("a", ODD_NAME);
  }

  @Override
  public DaemonStatus status() throws TimeoutException {
    if (busy) {
      throw new TimeoutException("busy");
    }
    return new DaemonStatus(
        "1.2", folderNames().stream().map(this::folder).toList(), List.of(target()));
  }

  private FolderStatus folder(String name) {
    Map<EntryState, Long> files =
        Map.of(
            EntryState.UPLOADED, 5L,
            EntryState.SKIPPED, 4L,
            EntryState.FAILED, 3L,
            EntryState.QUEUED, 2L,
            EntryState.VANISHED, 1L);
    return new FolderStatus(
        Path.of("/in/" + name),
        "pictures",
        new FolderSnapshot(
            name,
            "store",
            new FolderCounts(files, 1234, Optional.of(NOW.minusSeconds(7)), 1),
            6,
            folderState,
            List.of("a note"),
            NOW),
        lastScan);
  }

  private static TargetStatus target() {
    return new TargetStatus(
        "store",
        "embedded",
        TargetHealth.UNREACHABLE,
        "does not answer",
        Optional.of(NOW.plusSeconds(9)),
        Optional.of(NOW.minusSeconds(9)),
        3);
  }

  @Override
  public boolean isMakingProgress() {
    return makesProgress;
  }

  @Override
  public void sendBeside(String folder, List<RelativePath> paths) {
    orders.add("beside " + folder + " " + paths);
  }

  @Override
  public void repair(String folder, List<RelativePath> paths) {
    orders.add("repair " + folder + " " + paths);
  }

  @Override
  public long rescan(List<String> folders, boolean concludeAnew) {
    orders.add(folders + (concludeAnew ? " anew" : ""));
    return orders.size();
  }

  @Override
  public Optional<RequestProgress> progress(long request) {
    if (request != 1) {
      return Optional.empty();
    }
    FolderProgress folder =
        new FolderProgress(
            folder("a"),
            true,
            false,
            Optional.empty(),
            Optional.of("there is no dataset"),
            1,
            new FolderProgress.Done(2, 200, 1));
    return Optional.of(
        new RequestProgress(1, List.of(folder), List.of(target()), Optional.empty()));
  }

  @Override
  public List<FileFailure> failures(String folder, Optional<RelativePath> after) {
    return failures.stream()
        .filter(failure -> after.isEmpty() || failure.path().compareTo(after.get()) > 0)
        .toList();
  }

  void fail(String encoded, String reason) {
    failures.add(new FileFailure(new RelativePath(encoded), FileState.FAILED, reason));
  }
}
