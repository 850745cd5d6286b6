package io.sluice.app;

import io.sluice.config.EmbeddedTargetConfig;
import io.sluice.config.FolderConfig;
import io.sluice.config.OnConflict;
import io.sluice.config.RemoteTargetConfig;
import io.sluice.config.SluiceConfig;
import io.sluice.config.TargetConfig;
import io.sluice.file.DisplayText;
import io.sluice.source.FolderScan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Looks at everything that a configuration depends on: directories, disks, folders, limits, targets
 * and the clock. Runs beside a daemon, and changes nothing; a target is only asked.
 */
public final class CheckupRound {
  private static final Duration LONGEST_COUNT = Duration.ofSeconds(20);

  private final SluiceConfig config;
  private final Clock clock;
  private final Consumer<Checkup> found;

  /**
   * @param found is told of each result as soon as it is known, on the thread of {@link #run}
   */
  public CheckupRound(SluiceConfig config, Clock clock, Consumer<Checkup> found) {
    this.config = config;
    this.clock = clock;
    this.found = found;
  }

  /** Goes round once. A target that does not answer takes up to a minute. */
  public void run() throws InterruptedException {
    found.accept(StateCheckup.of(config.stateDirectory()));
    found.accept(DiskCheckup.of("disk of the state directory", config.stateDirectory()));
    for (FolderConfig folder : config.folders()) {
      found.accept(FolderCheckup.of(folder));
    }
    collisions();
    WatchCheckup.of(config, InotifyLimits.ofSystem()).forEach(found);
    config
        .network()
        .caFile()
        .ifPresent(file -> found.accept(NetworkCheckup.authorities(file, clock)));
    for (TargetConfig target : config.targets()) {
      check(target);
    }
    found.accept(ClockCheckup.of(clock));
  }

  private void collisions() throws InterruptedException {
    try (CloseStack closing = new CloseStack()) {
      Threads threads = new Threads(died -> {});
      Targets targets =
          new Targets(config, threads, ForwardClock.over(clock), closing, (name, server) -> {});
      for (FolderConfig folder : config.folders()) {
        boolean named = folder.media().merge().isEmpty();
        if (named && FolderChecks.problem(folder.path()).isEmpty()) {
          TargetLink link = targets.namesOnly(config.target(folder.target()).orElseThrow());
          found.accept(CollisionCheckup.of(rules(folder, link), LONGEST_COUNT));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a connection that was never made cannot be closed", e);
    }
  }

  private static CollisionCheckup.FolderRules rules(FolderConfig folder, TargetLink link) {
    return new CollisionCheckup.FolderRules(
        "names of folder " + DisplayText.of(folder.name()),
        new FolderScan(folder.path(), FolderWiring.filter(folder, link.files())),
        FolderWiring.names(folder),
        link.target(),
        folder.onConflict() == OnConflict.RENAME);
  }

  private void check(TargetConfig target) throws InterruptedException {
    if (target instanceof EmbeddedTargetConfig embedded) {
      found.accept(EmbeddedCheckup.of(embedded));
      found.accept(DiskCheckup.of("disk of target " + embedded.name(), embedded.dataDirectory()));
    } else if (target instanceof RemoteTargetConfig remote) {
      List<FolderConfig> feeding =
          config.folders().stream().filter(f -> f.target().equals(target.name())).toList();
      NetworkCheckup.proxy(config.network(), remote).ifPresent(found);
      new PlatformCheckup(config, remote, remote.key().describe(), feeding, clock).run(found);
      feeding.forEach(folder -> AppTypeCheckup.of(folder, remote).ifPresent(found));
    }
  }
}
