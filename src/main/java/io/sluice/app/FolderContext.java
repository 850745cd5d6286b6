package io.sluice.app;

import io.sluice.config.Annotations;
import io.sluice.config.FolderConfig;
import io.sluice.config.ItemMergeMode;
import io.sluice.config.OnChange;
import io.sluice.file.ContentDigest;
import io.sluice.file.RelativePath;
import io.sluice.item.ConflictPolicy;
import io.sluice.item.ContentSuffix;
import io.sluice.item.ItemOptions;
import io.sluice.item.RemoteName;
import io.sluice.plan.NameRules;
import io.sluice.plan.Planner;
import io.sluice.plan.RivalRules;
import io.sluice.settle.SettleRules;
import io.sluice.source.FolderFilter;
import io.sluice.source.FolderProbe;
import io.sluice.source.FolderScan;
import io.sluice.source.ScanStarts;
import io.sluice.target.InvalidNameException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What stays the same about a folder while it is served.
 *
 * @param config its configuration
 * @param folderId its row in the ledger
 * @param link the target that it feeds
 * @param starts what of the folder the run is for
 * @param filter which files are wanted
 * @param planner what a sighting calls for
 * @param names how files are named in the dataset
 * @param rivals what becomes of files whose name another one has
 * @param mount what it lies on, which may change
 * @param beside which files are sent beside what has their names, which may change
 */
record FolderContext(
    FolderConfig config,
    long folderId,
    TargetLink link,
    ScanStarts starts,
    FolderFilter filter,
    Planner planner,
    NameRules names,
    RivalRules rivals,
    FolderMount mount,
    SentBeside beside) {
  FolderContext {
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(link, "link");
    Objects.requireNonNull(starts, "starts");
    Objects.requireNonNull(filter, "filter");
    Objects.requireNonNull(planner, "planner");
    Objects.requireNonNull(names, "names");
    Objects.requireNonNull(rivals, "rivals");
    Objects.requireNonNull(mount, "mount");
    Objects.requireNonNull(beside, "beside");
  }

  /** When a file is complete, as the folder lies now. */
  SettleRules settling() {
    return FolderWiring.settling(config.settle(), mount.isRemote());
  }

  String name() {
    return config.name();
  }

  /**
   * The name of a file at the target.
   *
   * @param scope the dataset's id
   * @param renamedFor the content whose suffix the name is to have, if any
   */
  RemoteName remoteName(String scope, RelativePath path, Optional<ContentDigest> renamedFor)
      throws InvalidNameException {
    RemoteName plain = link.target().name(names.draft(scope, starts.within(path)));
    return renamedFor.map(content -> ContentSuffix.named(plain, content)).orElse(plain);
  }

  /** Whether a directory becomes one item, made of its files. */
  boolean hasUnits() {
    return config.media().merge().isPresent();
  }

  /** The name of a sidecar, which has no entry of its own: no other file comes to it. */
  RemoteName sidecarName(String scope, RelativePath path) {
    return RemoteName.unnamed(scope, "sidecar", folderId + "/" + path.encoded());
  }

  /** Whether the files of a directory are put into one zip. */
  boolean hasVolumes() {
    return config.media().merge().equals(Optional.of(ItemMergeMode.SERIES));
  }

  /** Whether JSON files beside the others are their sidecars. */
  boolean hasSidecars() {
    return config.media().annotations() != Annotations.NONE;
  }

  /** Whether a file is a sidecar, by its name. */
  boolean isSidecar(RelativePath path) {
    return hasSidecars() && Sidecars.isOne(path);
  }

  /** The directory that {@code path} becomes an item with; empty where it is in none. */
  Optional<RelativePath> unitOf(RelativePath path) {
    if (starts != ScanStarts.WHOLE) {
      return starts.startOf(path);
    }
    List<RelativePath> segments = path.segments();
    return segments.size() > 1 ? Optional.of(segments.get(0)) : Optional.empty();
  }

  /** The name of the item that is made of the files of {@code directory}. */
  RemoteName unitName(String scope, RelativePath directory) throws InvalidNameException {
    return link.target().name(names.unitDraft(scope, directory));
  }

  /** What the target is told with each file. */
  ItemOptions itemOptions() {
    return FolderWiring.itemOptions(config.media(), link.files());
  }

  /** Why two files came to one name, and what keeps them apart. */
  String collision(String name, RelativePath claimant, RelativePath owner) {
    if (config.media().merge().isPresent()) {
      return names.unitCollision(name, owner);
    }
    return starts == ScanStarts.WHOLE
        ? names.collision(name, claimant, owner)
        : names.collisionInPush(name, owner);
  }

  /** What becomes of a file whose name another one has. */
  RivalRules rivals(RelativePath path) {
    return beside.contains(path)
        ? new RivalRules(ConflictPolicy.RENAME, rivals.skipExisting())
        : rivals;
  }

  /** Whether this file, should it have changed after its upload, is uploaded again beside it. */
  boolean renamesChange(RelativePath path) {
    return renamesChanges() || beside.contains(path);
  }

  /** Whether a file that changed after its upload is uploaded again beside the first. */
  boolean renamesChanges() {
    return config.onChange() == OnChange.RENAME;
  }

  Path root() {
    return config.path();
  }

  FolderScan scan() {
    return new FolderScan(root(), filter, starts);
  }

  FolderProbe probe() {
    return new FolderProbe(root(), filter, starts);
  }
}
