package io.sluice.app;

import io.sluice.config.SluiceConfig;
import io.sluice.config.TargetConfig;
import io.sluice.event.IngestListener;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** A push: a sync of what was named, at a place of its own, beside a daemon or without one. */
final class Push implements OneShot {
  private final PushPlace place;
  private final FolderSync sync;
  private final Optional<RunningDaemon> daemon;
  private boolean complete;

  private Push(PushPlace place, FolderSync sync, Optional<RunningDaemon> daemon) {
    this.place = place;
    this.sync = sync;
    this.daemon = daemon;
  }

  /**
   * Prepares it: looks at every path, then takes the place; makes no request.
   *
   * @throws StartException as {@link OneShots#push}
   */
  static Push open(SluiceConfig config, PushRequest request, IngestListener observer)
      throws StartException, InterruptedException {
    TargetConfig target = target(config, request);
    PushFolder folder = PushFolder.of(request, target);
    PushPlace.forgetOld(config, Clock.systemUTC().instant());
    PushPlace place = PushPlace.of(config, request, target);
    Optional<RunningDaemon> daemon = RunningDaemon.find(config.stateDirectory());
    boolean opened = false;
    try {
      WorkSite site =
          new WorkSite(place.directory(), server -> daemon.flatMap(one -> one.address(server)));
      FolderSync sync =
          FolderSync.openAt(
              site, config, List.of(folder.config()), folder.assignment(), observer);
      opened = true;
      return new Push(place, sync, daemon);
    } finally {
      if (!opened) {
        daemon.ifPresent(RunningDaemon::close);
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
    SyncResult result = sync.run();
    complete =
        result.troubles().isEmpty()
            && result.lostFolders().isEmpty()
            && result.folders().stream().allMatch(report -> report.counts().undone() == 0);
    return result;
  }

  @Override
  public SyncResult soFar() {
    return sync.soFar();
  }

  @Override
  public void close() throws IOException {
    sync.close();
    daemon.ifPresent(RunningDaemon::close);
    if (complete) {
      complete = false;
      place.forget();
    }
  }
}
