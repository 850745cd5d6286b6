package io.sluice.app;

import io.sluice.config.SluiceConfig;
import io.sluice.config.TargetConfig;
import io.sluice.event.IngestListener;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A push: a sync of what was named, at a place of its own, beside a daemon or without one. */
final class Push implements OneShot {
  private static final Logger LOG = LoggerFactory.getLogger(Push.class);

  private final PushPlace place;
  private final FolderSync sync;
  private final CloseStack closing;
  private final PushAdvice advice;
  private final List<String> empty;
  private boolean complete;

  private Push(
      PushPlace place, FolderSync sync, CloseStack closing, PushAdvice advice, List<String> empty) {
    this.place = place;
    this.sync = sync;
    this.closing = closing;
    this.advice = advice;
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
      WorkSite site = WorkSite.at(place, server -> daemon.flatMap(one -> one.address(server)));
      FolderSync sync =
          closing.push(
              FolderSync.openAt(
                  site,
                  config,
                  List.of(folder.config()),
                  folder.assignment(request.duplicates()),
                  observer));
      opened = true;
      PushAdvice advice = new PushAdvice(now, request.media().merge().isPresent());
      return new Push(place, sync, closing, advice, folder.withoutFiles());
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
            && result.folders().stream().allMatch(report -> report.counts().undone() == 0)
            && nothingBegun();
    return result;
  }

  /** What was registered of files that are gone can be gone on with by this ledger alone. */
  private boolean nothingBegun() {
    long begun = sync.begun();
    if (begun > 0) {
      LOG.warn(
          "registered in the dataset without bytes, since files went away: {}; the same push goes on"
              + " with them once the files are back, or delete such items at the platform",
          begun);
    }
    return begun == 0;
  }

  @Override
  public SyncResult soFar() {
    return told(sync.soFar());
  }

  private SyncResult told(SyncResult result) {
    SyncResult advised = advice.on(result);
    List<String> lost = new ArrayList<>(advised.lostFolders());
    empty.forEach(directory -> lost.add(directory + "; nothing was sent of it"));
    return new SyncResult(
        advised.folders(), advised.troubles(), lost, advised.uploadRequests(), advised.handedTo());
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
