package io.sluice.cli;

import io.sluice.config.ClarifaiTargetConfig;
import io.sluice.config.ConfigException;
import io.sluice.config.ConfigLoader;
import io.sluice.config.EmbeddedTargetConfig;
import io.sluice.config.Environment;
import io.sluice.config.FolderConfig;
import io.sluice.config.FolderLayout;
import io.sluice.config.FolderOverlap;
import io.sluice.config.RemoteTargetConfig;
import io.sluice.config.SluiceConfig;
import io.sluice.config.TargetConfig;
import io.sluice.file.AbsolutePath;
import io.sluice.file.DisplayText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The configuration in effect and the folders that a command is for.
 *
 * @param config the configuration, command line included
 * @param folders the folders asked for
 */
record Selection(SluiceConfig config, List<FolderConfig> folders) {
  /**
   * Reads the configuration and picks the folders.
   *
   * @throws ConfigException with every problem of the configuration
   * @throws UsageException when the command line does not fit it
   */
  static Selection of(CommonOptions common, FolderOptions options, Environment environment)
      throws ConfigException, UsageException {
    SluiceConfig config = adjusted(load(common, environment), options);
    List<FolderConfig> folders = new ArrayList<>();
    Set<Path> asked = new LinkedHashSet<>();
    for (Path folder : options.folders()) {
      asked.add(environment.workingDirectory().resolve(folder).normalize());
    }
    for (Path folder : asked) {
      folders.add(pick(config, folder, options));
    }
    requireApart(config, folders);
    requireDistinctNames(config, folders);
    if (asked.isEmpty()) {
      requireNoAdHocOptions(options);
      folders.addAll(config.folders());
    }
    if (folders.isEmpty()) {
      throw new UsageException(
          "no folder to work on: name one (sluice sync FOLDER), or list folders in a configuration"
              + " (sluice init prints one to start from)");
    }
    return new Selection(config, folders);
  }

  /** The configuration's own folders are apart, or it would not have been loaded. */
  private static void requireApart(SluiceConfig config, List<FolderConfig> folders)
      throws UsageException {
    FolderOverlap overlap = new FolderOverlap();
    List<String> problems = new ArrayList<>();
    config.folders().forEach(overlap::with);
    folders.stream()
        .filter(folder -> !config.folders().contains(folder))
        .forEach(folder -> overlap.with(folder).map(DisplayText::of).ifPresent(problems::add));
    if (!problems.isEmpty()) {
      throw new UsageException(String.join("\n", problems));
    }
  }

  /** Reports and the log of failures tell folders apart by their names. */
  private static void requireDistinctNames(SluiceConfig config, List<FolderConfig> folders)
      throws UsageException {
    Map<String, Path> paths = new HashMap<>();
    config.folders().forEach(folder -> paths.put(folder.name(), folder.path()));
    for (FolderConfig folder : folders) {
      Path other = paths.putIfAbsent(folder.name(), folder.path());
      if (other != null && !other.equals(folder.path())) {
        throw new UsageException(
            "two folders have the name '"
                + DisplayText.of(folder.name())
                + "': "
                + DisplayText.of(other + " and " + folder.path())
                + "; give each its own name in a configuration, or run one after the other");
      }
    }
  }

  /** The configuration with another state directory, where one is given. */
  static SluiceConfig at(SluiceConfig config, Optional<Path> stateDirectory) throws UsageException {
    return adjusted(config, FolderOptions.of(AdHocOptions.at(stateDirectory), List.of()));
  }

  /**
   * The configuration for a command that brings its own files, and the target that they go to.
   *
   * @param config the configuration, command line included
   * @param target the name of a target of it
   */
  record Destination(SluiceConfig config, String target) {}

  /**
   * Where files go that no folder of the configuration has.
   *
   * @param files what was named
   * @throws ConfigException with every problem of the configuration
   * @throws UsageException when there is no such target
   */
  static Destination destination(
      CommonOptions common, AdHocOptions adHoc, List<Path> files, Environment environment)
      throws ConfigException, UsageException {
    FolderOptions options = FolderOptions.of(adHoc, files);
    SluiceConfig config = adjusted(load(common, environment), options);
    return new Destination(config, adHocTarget(config, options));
  }

  /** The configuration that the options and the environment lead to. */
  static SluiceConfig load(CommonOptions common, Environment environment) throws ConfigException {
    Optional<Path> file = file(common, environment);
    return file.isPresent()
        ? ConfigLoader.load(file.get(), environment)
        : ConfigLoader.defaults(environment);
  }

  /** The configuration file that is read; empty when the defaults hold. */
  static Optional<Path> file(CommonOptions common, Environment environment) {
    if (common.config().isPresent()) {
      return common.config();
    }
    String named = environment.variables().getOrDefault("SLUICE_CONFIG", "");
    if (!named.isEmpty()) {
      return Optional.of(environment.workingDirectory().resolve(named));
    }
    return List.of(
            environment.home().resolve(".config/sluice/sluice.yaml"),
            Path.of("/etc/sluice/sluice.yaml"))
        .stream()
        .filter(Files::exists)
        .findFirst();
  }

  private static SluiceConfig adjusted(SluiceConfig config, FolderOptions options)
      throws UsageException {
    Path state = options.stateDirectory().map(Path::toAbsolutePath).orElse(config.stateDirectory());
    List<TargetConfig> targets = new ArrayList<>();
    for (TargetConfig target : config.targets()) {
      targets.add(adjusted(target, config.stateDirectory(), state.normalize(), options));
    }
    boolean needsEmbedded =
        options.target().isEmpty()
            && !options.folders().isEmpty()
            && targets.stream().noneMatch(EmbeddedTargetConfig.class::isInstance);
    if (needsEmbedded
        && targets.stream().noneMatch(t -> t.name().equals(EmbeddedTargetConfig.IMPLICIT_NAME))) {
      targets.add(EmbeddedTargetConfig.implicit(state.normalize()));
    }
    return new SluiceConfig(
        state.normalize(),
        config.forgetAfter(),
        config.network(),
        targets,
        config.folders(),
        config.report());
  }

  private static TargetConfig adjusted(
      TargetConfig target, Path oldState, Path newState, FolderOptions options)
      throws UsageException {
    int workers = options.workers().orElse(target.workers());
    if (workers < 1 || workers > TargetConfig.MAX_WORKERS) {
      throw new UsageException(
          "--workers must be 1 to " + TargetConfig.MAX_WORKERS + ", not " + workers);
    }
    if (target instanceof EmbeddedTargetConfig embedded) {
      boolean byDefault =
          embedded.dataDirectory().equals(EmbeddedTargetConfig.defaultDataDirectory(oldState));
      Path data =
          byDefault
              ? EmbeddedTargetConfig.defaultDataDirectory(newState)
              : embedded.dataDirectory();
      return new EmbeddedTargetConfig(
          embedded.name(), embedded.port(), data, embedded.pace(), workers, embedded.batch());
    }
    return ((RemoteTargetConfig) target).withWorkers(workers);
  }

  private static FolderConfig pick(SluiceConfig config, Path folder, FolderOptions options)
      throws UsageException {
    Optional<FolderConfig> known =
        config.folders().stream().filter(f -> f.path().equals(folder)).findFirst();
    if (known.isPresent()) {
      requireNoAdHocOptions(options);
      return known.get();
    }
    String target = adHocTarget(config, options);
    FolderLayout layout = options.flat() ? FolderLayout.FLAT : defaultLayout(config, target);
    String last = AbsolutePath.lastPart(folder);
    String name = last.isEmpty() ? "root" : last;
    try {
      return FolderConfig.adHoc(folder, target, options.dataset().orElse(name), layout);
    } catch (IllegalArgumentException e) {
      throw new UsageException(DisplayText.of(e.getMessage()));
    }
  }

  /** A platform without virtual folders keeps files of the same name apart by their whole path. */
  private static FolderLayout defaultLayout(SluiceConfig config, String target) {
    boolean folders = !(config.target(target).orElseThrow() instanceof ClarifaiTargetConfig);
    return folders ? FolderLayout.ORGANIZE_BY_CLASS : FolderLayout.PRESERVE_FOLDERS;
  }

  private static String adHocTarget(SluiceConfig config, FolderOptions options)
      throws UsageException {
    if (options.target().isPresent()) {
      String name = options.target().get();
      if (config.target(name).isEmpty()) {
        throw new UsageException(
            "--target "
                + name
                + ": the configuration has no such target; it has "
                + config.targets().stream().map(TargetConfig::name).toList());
      }
      return name;
    }
    return config.targets().stream()
        .filter(EmbeddedTargetConfig.class::isInstance)
        .map(TargetConfig::name)
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "name the target with --target: the configuration uses the"
                        + " name '"
                        + EmbeddedTargetConfig.IMPLICIT_NAME
                        + "' for something else"));
  }

  private static void requireNoAdHocOptions(FolderOptions options) throws UsageException {
    if (options.target().isPresent() || options.dataset().isPresent() || options.flat()) {
      throw new UsageException(
          "--target, --dataset and --no-organize-by-class are for folders that the configuration"
              + " does not have; change the configuration for those that it has");
    }
  }
}
