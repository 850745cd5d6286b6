package io.sluice.app;

import io.sluice.config.Annotations;
import io.sluice.config.FolderConfig;
import io.sluice.config.ItemMergeMode;
import io.sluice.config.MediaConfig;
import io.sluice.config.QuietPeriod;
import io.sluice.config.SettleConfig;
import io.sluice.config.SluiceConfig;
import io.sluice.config.VerifyExisting;
import io.sluice.config.VideoRate;
import io.sluice.item.ConflictPolicy;
import io.sluice.item.FrameRate;
import io.sluice.item.ItemLayout;
import io.sluice.item.ItemOptions;
import io.sluice.ledger.FolderKey;
import io.sluice.ledger.Ledger;
import io.sluice.plan.FolderLayout;
import io.sluice.plan.NameRules;
import io.sluice.plan.Planner;
import io.sluice.plan.RivalRules;
import io.sluice.settle.SettleRules;
import io.sluice.source.FolderFilter;
import io.sluice.source.ScanStarts;
import io.sluice.upload.FolderOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Turns a folder's configuration into the rules that its stages and its pool work by. */
final class FolderWiring {
  private FolderWiring() {}

  /**
   * The context of a folder.
   *
   * @param oneShot whether a user waits for it
   */
  static FolderContext context(
      FolderConfig config, TargetLink link, Ledger ledger, boolean oneShot) {
    return context(config, ScanStarts.WHOLE, new SentBeside(), link, ledger, oneShot);
  }

  /**
   * The context of a part of a folder.
   *
   * @param starts what of it the run is for
   * @param beside which files are sent beside what has their names
   */
  static FolderContext context(
      FolderConfig config,
      ScanStarts starts,
      SentBeside beside,
      TargetLink link,
      Ledger ledger,
      boolean oneShot) {
    FolderKey key = new FolderKey(config.path(), link.identity(), config.dataset());
    return new FolderContext(
        config,
        ledger.openFolder(key),
        link,
        starts,
        filter(config, link.files()),
        new Planner(oneShot),
        names(config),
        new RivalRules(onConflict(config), config.skipExisting()),
        new FolderMount(config),
        beside);
  }

  /** How a folder's files are named in its dataset. */
  static NameRules names(FolderConfig config) {
    return new NameRules(layout(config), config.virtualFolder());
  }

  /** Which of a folder's files and directories are wanted. */
  static FolderFilter filter(FolderConfig config, TargetFiles files) {
    Optional<ItemMergeMode> merge = config.media().merge();
    return new FolderFilter(
        merge.isPresent() && config.include().isEmpty()
            ? globsOf("/*/*", files.mergedAs(merge.get()))
            : config.include(),
        merge.isPresent() ? withoutDeeper(config.exclude()) : config.exclude(),
        files.extensions(config.media().inputType()),
        config.media().annotations() == Annotations.NONE ? Set.of() : Set.of(Sidecars.EXTENSION),
        config.minSizeBytes(),
        files.cappedFileBytes(config.maxSizeBytes(), config.media().inputType()),
        config.settle().doneFile());
  }

  /** Globs of names with one of the extensions. */
  static List<String> globsOf(String start, Set<String> extensions) {
    return extensions.stream().sorted().map(extension -> start + "." + extension).toList();
  }

  /** The files of an item lie directly in its directory. */
  private static List<String> withoutDeeper(List<String> exclude) {
    List<String> all = new ArrayList<>(exclude);
    all.add("/*/*/");
    return all;
  }

  /** As {@link #filter(FolderConfig, TargetFiles)}, for a folder of this configuration. */
  static FolderFilter filter(FolderConfig folder, SluiceConfig config) {
    return filter(folder, TargetFiles.of(config.target(folder.target()).orElseThrow()));
  }

  /** What the pool is to know of a folder. */
  static FolderOrder order(FolderContext folder) {
    FolderConfig config = folder.config();
    return new FolderOrder(
        folder.folderId(),
        config.name(),
        config.dataset(),
        config.createIfMissing(),
        config.skipExisting(),
        config.verifyExisting() == VerifyExisting.CONTENT,
        onConflict(config),
        folder.renamesChanges(),
        config.labels(),
        folder.beside()::contains);
  }

  /** What becomes of a name that is there with other content. */
  private static ConflictPolicy onConflict(FolderConfig config) {
    return switch (config.onConflict()) {
      case REPORT -> ConflictPolicy.REPORT;
      case RENAME -> ConflictPolicy.RENAME;
      case FAIL -> ConflictPolicy.FAIL;
    };
  }

  /** What the target is told with each item. */
  static ItemOptions itemOptions(MediaConfig media, TargetFiles files) {
    if (!files.media()) {
      return ItemOptions.NONE;
    }
    OptionalDouble frames = media.fps().orElse(VideoRate.NATIVE).framesPerSecond();
    FrameRate rate =
        frames.isPresent() ? new FrameRate.PerSecond(frames.getAsDouble()) : new FrameRate.Native();
    ItemLayout layout =
        media
            .merge()
            .map(
                mode ->
                    switch (mode) {
                      case SLOTS -> ItemLayout.SLOTS;
                      case CHANNELS -> ItemLayout.CHANNELS;
                      case SERIES -> ItemLayout.SERIES;
                    })
            .orElse(ItemLayout.PLAIN);
    return new ItemOptions(rate, media.asFrames(), layout);
  }

  private static FolderLayout layout(FolderConfig config) {
    return switch (config.layout()) {
      case ORGANIZE_BY_CLASS -> FolderLayout.FIRST_LEVEL;
      case PRESERVE_FOLDERS -> FolderLayout.WHOLE_PATH;
      case FLAT -> FolderLayout.FLAT;
    };
  }

  /** When a file is complete. */
  static SettleRules settling(SettleConfig config, boolean remote) {
    Duration maxWait = config.maxWait();
    if (config.quietPeriod() instanceof QuietPeriod.Fixed fixed) {
      return SettleRules.fixed(fixed.duration(), remote, maxWait, config.doneFile());
    }
    return SettleRules.auto(remote, maxWait, config.doneFile());
  }
}
