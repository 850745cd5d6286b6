package io.sluice.app;

import io.sluice.config.FolderConfig;
import io.sluice.plan.NameRules;
import io.sluice.plan.Planner;
import io.sluice.settle.SettleRules;
import io.sluice.source.FolderFilter;
import io.sluice.source.FolderProbe;
import io.sluice.source.FolderScan;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What stays the same about a folder while it is served.
 *
 * @param config its configuration
 * @param folderId its row in the ledger
 * @param link the target that it feeds
 * @param filter which files are wanted
 * @param planner what a sighting calls for
 * @param names how files are named in the dataset
 * @param mount what it lies on, which may change
 */
record FolderContext(
    FolderConfig config,
    long folderId,
    TargetLink link,
    FolderFilter filter,
    Planner planner,
    NameRules names,
    FolderMount mount) {
  FolderContext {
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(link, "link");
    Objects.requireNonNull(filter, "filter");
    Objects.requireNonNull(planner, "planner");
    Objects.requireNonNull(names, "names");
    Objects.requireNonNull(mount, "mount");
  }

  /** When a file is complete, as the folder lies now. */
  SettleRules settling() {
    return FolderWiring.settling(config.settle(), mount.isRemote());
  }

  String name() {
    return config.name();
  }

  Path root() {
    return config.path();
  }

  FolderScan scan() {
    return new FolderScan(root(), filter);
  }

  FolderProbe probe() {
    return new FolderProbe(root(), filter);
  }
}
