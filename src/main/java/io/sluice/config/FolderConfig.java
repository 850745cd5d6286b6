package io.sluice.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * One folder and the dataset that it feeds.
 *
 * @param path the directory, absolute
 * @param name for reports and commands
 * @param target the name of its target
 * @param dataset the name of its dataset
 * @param createIfMissing whether a missing dataset is created
 * @param skipExisting whether a name that is there already is a skip rather than a failure
 * @param layout how its directories become virtual folders
 * @param virtualFolder where in the dataset its tree starts: {@code /}, or {@code /a/b}
 * @param include globs of which a file must match one; empty for every extension the target takes
 * @param exclude globs of which a file must match none, besides the built-in ones
 * @param minSizeBytes smaller files are ignored
 * @param maxSizeBytes larger files are ignored
 * @param settle when a file counts as written
 * @param watch how changes are noticed between two scans
 * @param rescanInterval between two scans
 * @param order which files of a backlog go first
 * @param verifyExisting how an existing name is compared
 * @param onConflict what is done about a name that is there with other content
 * @param onChange what is done about a file whose content changed after its upload
 * @param media what is done with videos, and with files that belong together
 * @param labels whether the name of a file's directory is its label at the platform
 */
public record FolderConfig(
    Path path,
    String name,
    String target,
    String dataset,
    boolean createIfMissing,
    boolean skipExisting,
    FolderLayout layout,
    String virtualFolder,
    List<String> include,
    List<String> exclude,
    long minSizeBytes,
    long maxSizeBytes,
    SettleConfig settle,
    WatchMode watch,
    Duration rescanInterval,
    BacklogOrder order,
    VerifyExisting verifyExisting,
    OnConflict onConflict,
    OnChange onChange,
    MediaConfig media,
    boolean labels) {
  /** A missing dataset is created unless configured. */
  public static final boolean DEFAULT_CREATE_IF_MISSING = true;

  /** A name that is there already is a skip unless configured. */
  public static final boolean DEFAULT_SKIP_EXISTING = true;

  /** The layout unless configured. */
  public static final FolderLayout DEFAULT_LAYOUT = FolderLayout.ORGANIZE_BY_CLASS;

  /** The dataset's root. */
  public static final String DEFAULT_VIRTUAL_FOLDER = "/";

  /** An empty file is never uploaded. */
  public static final long DEFAULT_MIN_SIZE_BYTES = 1;

  /** 50 MiB, the limit of the Pictograph API. */
  public static final long DEFAULT_MAX_SIZE_BYTES = 50L * 1024 * 1024;

  /** How changes are noticed unless configured. */
  public static final WatchMode DEFAULT_WATCH = WatchMode.AUTO;

  /** One minute. */
  public static final Duration DEFAULT_RESCAN_INTERVAL = Duration.ofMinutes(1);

  /** What has waited longest goes first. */
  public static final BacklogOrder DEFAULT_ORDER = BacklogOrder.OLDEST;

  /** Nothing is downloaded unless configured. */
  public static final VerifyExisting DEFAULT_VERIFY_EXISTING = VerifyExisting.SIZE;

  /** Nothing is renamed unless configured. */
  public static final OnConflict DEFAULT_ON_CONFLICT = OnConflict.REPORT;

  /** A changed file is left alone unless configured. */
  public static final OnChange DEFAULT_ON_CHANGE = OnChange.REPORT;

  public FolderConfig {
    Checks.absolute("folder", path);
    Checks.plainName("folder name", name);
    Checks.targetName(target);
    Checks.plainName("dataset", dataset);
    Checks.require(
        Checks.isVirtualFolder(virtualFolder),
        "not a virtual folder, which is / or like /day-7/left, with no part that is empty, . or ..",
        virtualFolder);
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    Checks.require(include.stream().noneMatch(String::isBlank), "empty include glob", include);
    Checks.require(exclude.stream().noneMatch(String::isBlank), "empty exclude glob", exclude);
    Checks.range("min size", minSizeBytes, 0, maxSizeBytes);
    Checks.positive("rescan interval", rescanInterval);
    Objects.requireNonNull(media, "media");
  }

  /**
   * A folder that no configuration has, as a command line names it; the rest as by default.
   *
   * @param path the directory, absolute; its last part is the folder's name
   */
  public static FolderConfig adHoc(Path path, String target, String dataset, FolderLayout layout) {
    String lastPart = PathText.lastPart(path);
    return new FolderConfig(
        path,
        lastPart.isEmpty() ? dataset : lastPart,
        target,
        dataset,
        DEFAULT_CREATE_IF_MISSING,
        DEFAULT_SKIP_EXISTING,
        layout,
        DEFAULT_VIRTUAL_FOLDER,
        List.of(),
        List.of(),
        DEFAULT_MIN_SIZE_BYTES,
        DEFAULT_MAX_SIZE_BYTES,
        SettleConfig.DEFAULT,
        DEFAULT_WATCH,
        DEFAULT_RESCAN_INTERVAL,
        DEFAULT_ORDER,
        DEFAULT_VERIFY_EXISTING,
        DEFAULT_ON_CONFLICT,
        DEFAULT_ON_CHANGE,
        MediaConfig.DEFAULT,
        false);
  }
}
