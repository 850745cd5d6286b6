package io.sluice.app;

import io.sluice.config.SluiceConfig;
import io.sluice.config.TargetConfig;
import io.sluice.event.IngestListener;
import io.sluice.file.FileState;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A push: a sync of what was named, at a place of its own, beside a daemon or without one. */
final class Push implements OneShot {
  private final PushPlace place;
  private final FolderSync sync;
  private final CloseStack closing;
  private final List<String> empty;
  private boolean complete;

  private Push(PushPlace place, FolderSync sync, CloseStack closing, List<String> empty) {
    this.place = place;
    this.sync = sync;
    this.closing = closing;
    this.empty = List.copyOf(empty);
  }

  /**
   * Prepares it: looks at every path, then takes the place; makes no request.
   *
   * @throws StartException as {@link OneShots#push}
   */
  static Push open(SluiceConfig config, PushRequest request, IngestListener observer)
      throws StartException, IOException, InterruptedException {
    TargetConfig target = target(config, request);
    if (request.duplicates()) {
      new Duplicates(config).requireSentTo(request.target());
    }
    PushFolder folder = PushFolder.of(request, target);
    Instant now = Clock.systemUTC().instant();
    PushPlace.forgetOld(config, now);
    PushPlace place = PushPlace.of(config, request, target);
    CloseStack closing = new CloseStack();
    boolean opened = false;
    try {
      Optional<RunningDaemon> daemon = RunningDaemon.find(config.stateDirectory());
      daemon.ifPresent(closing::push);
      WorkSite site =
          new WorkSite(place.directory(), server -> daemon.flatMap(one -> one.address(server)));
      FolderSync sync =
          closing.push(
              FolderSync.openAt(
                  site,
                  config,
                  List.of(folder.config()),
                  folder.assignment(request.duplicates()),
                  observer));
      opened = true;
      return new Push(place, sync, closing, folder.withoutSlices());
    } finally {
      if (!opened) {
        closing.close();
      }
    }
  }

  static TargetConfig target(SluiceConfig config, PushRequest request) throws StartException {
    return config
        .target(request.target())
        .orElseThrow(() -> new StartException("there is no target " + request.target()));
  }

  @Override
  public SyncResult run() throws InterruptedException {
    SyncResult result = told(sync.run());
    complete =
        result.troubles().isEmpty()
            && result.lostFolders().isEmpty()
            && result.folders().stream().allMatch(report -> report.counts().undone() == 0);
    return result;
  }

  @Override
  public SyncResult soFar() {
    return told(sync.soFar());
  }

  private SyncResult told(SyncResult result) {
    SyncResult advised = withAdvice(result);
    List<String> lost = new ArrayList<>(advised.lostFolders());
    lost.addAll(empty);
    return new SyncResult(
        advised.folders(), advised.troubles(), lost, advised.uploadRequests(), advised.handedTo());
  }

  /** With what to do about files that were not whole when the wait was over. */
  static SyncResult withAdvice(SyncResult result) {
    long incomplete =
        result.folders().stream()
            .mapToLong(report -> report.counts().of(FileState.INCOMPLETE))
            .sum();
    if (incomplete == 0) {
      return result;
    }
    List<String> lost = new ArrayList<>(result.lostFolders());
    lost.add(
        "%d %s not sent, and nothing of %s registered: still being written or cut, %d s after the last"
                .formatted(
                    incomplete,
                    incomplete == 1 ? "file was" : "files were",
                    incomplete == 1 ? "it" : "them",
                    PushFolder.LONGEST_WAIT.toSeconds())
            + " change. Push again once whoever writes has finished; a watched folder waits by"
            + " itself");
    return new SyncResult(
        result.folders(), result.troubles(), lost, result.uploadRequests(), result.handedTo());
  }

  @Override
  public void close() throws IOException {
    closing.close();
    if (complete) {
      complete = false;
      place.forget();
    }
  }
}
