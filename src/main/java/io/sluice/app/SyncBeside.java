package io.sluice.app;

import io.sluice.config.FolderConfig;
import io.sluice.config.FolderOverlap;
import io.sluice.config.SluiceConfig;
import io.sluice.config.TargetConfig;
import io.sluice.file.AbsolutePath;
import io.sluice.file.DisplayText;
import io.sluice.report.FolderReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sync while a daemon runs: the daemon's folders are handed to it and followed, others are synced
 * here, each at a place of its own beside it.
 */
final class SyncBeside implements OneShot {
  private static final Logger LOG = LoggerFactory.getLogger(SyncBeside.class);

  private final RunningDaemon daemon;
  private final SluiceConfig config;
  private final Map<String, FolderConfig> handed = new LinkedHashMap<>();
  private final List<FolderSync> own = new ArrayList<>();
  private final List<String> order;
  private final Assignment assignment;
  private final SyncObserver observer;
  private final CloseStack closing = new CloseStack();
  private Optional<DaemonFollower> following = Optional.empty();

  private SyncBeside(
      RunningDaemon daemon,
      SluiceConfig config,
      List<FolderConfig> folders,
      Assignment assignment,
      SyncObserver observer) {
    this.daemon = closing.push(daemon);
    this.config = config;
    this.order = folders.stream().map(FolderConfig::name).toList();
    this.assignment = assignment;
    this.observer = observer;
  }

  /**
   * Prepares it; nothing is asked of the daemon yet.
   *
   * @param daemon closed with this, and when this fails
   * @throws StartException when the daemon has another configuration, or a folder cannot be synced
   *     beside it
   */
  static SyncBeside open(
      RunningDaemon daemon,
      SluiceConfig config,
      List<FolderConfig> folders,
      Assignment assignment,
      SyncObserver observer)
      throws StartException, IOException {
    SyncBeside sync = new SyncBeside(daemon, config, folders, assignment, observer);
    boolean opened = false;
    try {
      FolderChecks.requireReadable(folders);
      sync.share(folders);
      opened = true;
      return sync;
    } finally {
      if (!opened) {
        sync.close();
      }
    }
  }

  private void share(List<FolderConfig> folders) throws StartException {
    List<FolderConfig> beside = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (FolderConfig folder : folders) {
      Optional<RunningDaemon.Served> same = daemon.served(folder, target(folder));
      if (same.isPresent()) {
        handed.put(same.get().name(), folder);
      } else if (config.folders().contains(folder)) {
        problems.add(otherConfiguration(folder));
      } else {
        overlap(folder).ifPresent(problems::add);
        beside.add(folder);
      }
    }
    if (!problems.isEmpty()) {
      throw new StartException(String.join("\n", problems));
    }
    for (FolderConfig folder : beside) {
      WorkSite site = daemon.siteBeside(folder, target(folder));
      own.add(closing.push(FolderSync.openAt(site, config, List.of(folder), assignment, observer)));
    }
  }

  private TargetConfig target(FolderConfig folder) {
    return config.target(folder.target()).orElseThrow();
  }

  private String otherConfiguration(FolderConfig folder) {
    String path = AbsolutePath.text(folder.path());
    boolean known = daemon.folders().stream().anyMatch(served -> served.path().equals(path));
    return "the running daemon ("
        + daemon.words()
        + ") has another configuration: it "
        + (known ? "sends the folder " : "does not have the folder ")
        + DisplayText.of(path)
        + (known ? " to another target or dataset" : "")
        + "; restart it with this one, or use a --state-dir of its own";
  }

  /** A folder of the daemon's that holds this one, or lies in it, for the same dataset. */
  private Optional<String> overlap(FolderConfig folder) {
    FolderOverlap overlap = new FolderOverlap();
    for (RunningDaemon.Served served : daemon.folders()) {
      if (RunningDaemon.isSame(served.identity(), target(folder))
          && served.dataset().equals(folder.dataset())) {
        overlap.with(
            FolderConfig.adHoc(
                AbsolutePath.of(served.path()),
                folder.target(),
                served.dataset(),
                folder.layout()));
      }
    }
    return overlap.with(folder).map(DisplayText::of);
  }

  @Override
  public SyncResult run() throws InterruptedException, DaemonGoneException {
    try {
      return together();
    } catch (InterruptedException e) {
      if (!handed.isEmpty()) {
        LOG.warn("no longer followed; the daemon ({}) goes on with it", daemon.words());
      }
      throw e;
    } catch (DaemonGoneException e) {
      throw new DaemonGoneException(
          "the daemon ("
              + daemon.words()
              + ") that this was handed to cannot be followed to the end: "
              + e.getMessage()
              + "; run the command again",
          e);
    }
  }

  private SyncResult together() throws InterruptedException, DaemonGoneException {
    List<SyncResult> results = new ArrayList<>();
    if (handed.isEmpty()) {
      for (FolderSync sync : own) {
        results.add(sync.run());
      }
      return merged(results);
    }
    DaemonFollower follower =
        closing.push(
            new DaemonFollower(daemon, handed, assignment, observer, ForwardClock.system()));
    following = Optional.of(follower);
    follower.handOver();
    for (FolderSync sync : own) {
      results.add(sync.run());
    }
    results.add(follower.awaitEnd());
    return merged(results);
  }

  @Override
  public SyncResult soFar() throws InterruptedException {
    List<SyncResult> results = new ArrayList<>();
    for (FolderSync sync : own) {
      results.add(sync.soFar());
    }
    if (following.isPresent()) {
      try {
        following.get().soFar().ifPresent(results::add);
      } catch (DaemonGoneException e) {
        LOG.warn("the daemon does not say how far it is: {}", e.getMessage());
      }
    }
    return merged(results);
  }

  private SyncResult merged(List<SyncResult> results) {
    Map<String, FolderReport> reports = new HashMap<>();
    results.stream()
        .flatMap(result -> result.folders().stream())
        .forEach(report -> reports.put(report.name(), report));
    return new SyncResult(
        order.stream().map(reports::get).filter(Objects::nonNull).toList(),
        results.stream().flatMap(result -> result.troubles().stream()).distinct().toList(),
        results.stream().flatMap(result -> result.lostFolders().stream()).toList(),
        results.stream().mapToLong(SyncResult::uploadRequests).sum(),
        results.stream().flatMap(result -> result.handedTo().stream()).findFirst());
  }

  @Override
  public void close() throws IOException {
    closing.close();
  }
}
