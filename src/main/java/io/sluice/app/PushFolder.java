package io.sluice.app;

import io.sluice.config.FolderConfig;
import io.sluice.config.FolderLayout;
import io.sluice.config.ItemMergeMode;
import io.sluice.config.MediaConfig;
import io.sluice.config.SettleConfig;
import io.sluice.config.TargetConfig;
import io.sluice.config.WatchMode;
import io.sluice.file.AbsolutePath;
import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.ledger.Ledger;
import io.sluice.source.FolderFilter;
import io.sluice.source.FolderScan;
import io.sluice.source.RootUnavailableException;
import io.sluice.source.ScanStarts;
import io.sluice.source.ScanVisitor;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A push as a folder that is synced once: its root holds all that was named, and the walk keeps to
 * that.
 *
 * @param config the folder
 * @param starts what of it was named
 * @param filter which files are wanted
 */
record PushFolder(FolderConfig config, ScanStarts starts, FolderFilter filter) {
  private static final String UNNAMED = "push";
  private static final String MERGED_FILES = "/*";

  /** Somebody waits for it, and can do it again. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /**
   * @throws StartException when something that was named cannot be pushed
   */
  static PushFolder of(PushRequest request, TargetConfig target) throws StartException {
    TargetFiles files = TargetFiles.of(target);
    refuse(request.media(), target, files);
    try {
      FolderConfig anywhere = config(request, Path.of("/"), files);
      FolderFilter filter = FolderWiring.filter(anywhere, files);
      PushedPaths paths = PushedPaths.find(request.paths(), filter, files, request.media());
      return new PushFolder(config(request, paths.root(), files), paths.starts(), filter);
    } catch (IllegalArgumentException e) {
      throw new StartException(e.getMessage(), e);
    }
  }

  private static void refuse(MediaConfig media, TargetConfig target, TargetFiles files)
      throws StartException {
    List<String> asked = new ArrayList<>();
    if (!files.media()) {
      media.fps().ifPresent(rate -> asked.add("a frame rate"));
      media.merge().ifPresent(mode -> asked.add("items of several files"));
      if (media.asFrames()) {
        asked.add("videos as frames");
      }
    }
    media
        .inputType()
        .filter(type -> !files.takes(Optional.of(type)))
        .ifPresent(type -> asked.add("input type " + type.name().toLowerCase(Locale.ROOT)));
    if (!asked.isEmpty()) {
      throw new StartException(
          "target %s (%s) takes %s only: it has no use for %s"
              .formatted(
                  target.name(), Targets.type(target), files.taken(), String.join(", ", asked)));
    }
  }

  private static FolderConfig config(PushRequest request, Path root, TargetFiles files) {
    return new FolderConfig(
        root,
        name(root),
        request.target(),
        request.dataset(),
        FolderConfig.DEFAULT_CREATE_IF_MISSING,
        FolderConfig.DEFAULT_SKIP_EXISTING,
        request.preserveFolders() ? FolderLayout.PRESERVE_FOLDERS : FolderLayout.FLAT,
        request.directory(),
        include(request.media(), files),
        exclude(request),
        FolderConfig.DEFAULT_MIN_SIZE_BYTES,
        files.maxFileBytes(request.media().inputType()),
        settle(),
        WatchMode.AUTO,
        FolderConfig.DEFAULT_RESCAN_INTERVAL,
        FolderConfig.DEFAULT_ORDER,
        FolderConfig.DEFAULT_VERIFY_EXISTING,
        FolderConfig.DEFAULT_ON_CONFLICT,
        FolderConfig.DEFAULT_ON_CHANGE,
        request.media(),
        false);
  }

  /** Of a directory that becomes one item, the files directly in it. */
  private static List<String> include(MediaConfig media, TargetFiles files) {
    return media.merge().isPresent()
        ? FolderWiring.globsOf(MERGED_FILES, files.mergedAs(media.merge().get()))
        : List.of();
  }

  private static List<String> exclude(PushRequest request) {
    List<String> exclude = new ArrayList<>(request.exclude());
    if (request.media().merge().isPresent()) {
      exclude.add("/*/");
    }
    return exclude;
  }

  private static SettleConfig settle() {
    SettleConfig usual = SettleConfig.DEFAULT;
    return new SettleConfig(
        usual.quietPeriod(),
        LONGEST_WAIT,
        usual.checkStructure(),
        usual.onIncomplete(),
        usual.doneFile());
  }

  private static String name(Path root) {
    String last = AbsolutePath.lastPart(root);
    boolean plain = !last.isBlank() && last.chars().noneMatch(Character::isISOControl);
    return plain && last.length() <= 200 ? last : UNNAMED;
  }

  /**
   * Of what was named to become items of several files, the directories without a file for one, in
   * words. Blocks on the disk.
   */
  List<String> withoutFiles() throws StartException, InterruptedException {
    List<String> empty = new ArrayList<>();
    if (config.media().merge().isPresent()) {
      String wanted = wanted(config.media().merge().get());
      for (RelativePath directory : starts.directories()) {
        AnyFile found = new AnyFile();
        try {
          new FolderScan(config.path(), filter, starts).runIn(directory, found);
        } catch (RootUnavailableException e) {
          throw new StartException("the directories cannot be walked: " + e.getMessage(), e);
        }
        if (!found.any) {
          empty.add(directory.display() + " has no " + wanted);
        }
      }
    }
    return empty;
  }

  private String wanted(ItemMergeMode mode) {
    if (mode == ItemMergeMode.SERIES) {
      return ".dcm file";
    }
    String extensions =
        config.include().stream()
            .map(glob -> glob.substring(MERGED_FILES.length() + 1))
            .collect(Collectors.joining(" "));
    String one = mode == ItemMergeMode.CHANNELS ? "image" : "file that can be a slot";
    return one + " directly in it (" + extensions + ")";
  }

  /** Whether there is any, or something that may hide one. */
  private static final class AnyFile implements ScanVisitor {
    private boolean any;

    @Override
    public void files(List<Sighting> chunk) {
      any |= !chunk.isEmpty();
    }

    @Override
    public void tooLarge(Sighting file, long limitBytes) {
      any = true;
    }

    @Override
    public void unreadable(RelativePath path, String reason) {
      any = true;
    }
  }

  /**
   * What the run is told to do.
   *
   * @param duplicates whether files are sent beside what has their names
   */
  Assignment assignment(boolean duplicates) {
    return new Assignment() {
      @Override
      public Optional<RunScope> scope(FolderConfig folder, long folderId, Ledger ledger) {
        if (duplicates) {
          Duplicates.requeueSkipped(ledger, folderId, Clock.systemUTC().instant());
        }
        return Optional.empty();
      }

      @Override
      public boolean sendsBeside() {
        return duplicates;
      }

      @Override
      public ScanStarts starts(FolderConfig folder) {
        return starts;
      }

      @Override
      public void requireUsable(List<FolderConfig> folders, Path stateDirectory) {
        // Every path was looked at; the directory that holds them all need not be readable.
      }
    };
  }
}
