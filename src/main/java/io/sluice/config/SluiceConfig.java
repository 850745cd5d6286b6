package io.sluice.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The whole configuration.
 *
 * @param stateDirectory absolute; holds the ledger and, unless configured, the embedded datasets
 * @param forgetAfter how long the ledger keeps rows of files that vanished, above zero
 * @param network the way to the targets
 * @param targets in the order of the file, never empty, with distinct names
 * @param folders in the order of the file, with distinct names, each of a target that is there
 * @param report the periodic report
 */
public record SluiceConfig(
    Path stateDirectory,
    Duration forgetAfter,
    NetworkConfig network,
    List<TargetConfig> targets,
    List<FolderConfig> folders,
    ReportConfig report) {
  /** Three months. */
  public static final Duration DEFAULT_FORGET_AFTER = Duration.ofDays(90);

  public SluiceConfig {
    Checks.absolute("state directory", stateDirectory);
    Checks.positive("forget after", forgetAfter);
    Objects.requireNonNull(network, "network");
    targets = List.copyOf(targets);
    folders = List.copyOf(folders);
    Checks.require(!targets.isEmpty(), "at least one target is needed", targets);
    Set<String> names = targets.stream().map(TargetConfig::name).collect(Collectors.toSet());
    Checks.require(names.size() == targets.size(), "target names must differ", names);
    Set<String> seen = new HashSet<>();
    for (FolderConfig folder : folders) {
      Checks.require(seen.add(folder.name()), "folder names must differ", folder.name());
      Checks.require(names.contains(folder.target()), "no such target", folder.target());
    }
  }

  /** The target of that name. */
  public Optional<TargetConfig> target(String name) {
    return targets.stream().filter(target -> target.name().equals(name)).findFirst();
  }

  /** The same, with {@code other} in the place of the target of its name. */
  public SluiceConfig withTarget(TargetConfig other) {
    return new SluiceConfig(
        stateDirectory,
        forgetAfter,
        network,
        targets.stream().map(t -> t.name().equals(other.name()) ? other : t).toList(),
        folders,
        report);
  }

  /** The folder of that name. */
  public Optional<FolderConfig> folder(String name) {
    return folders.stream().filter(folder -> folder.name().equals(name)).findFirst();
  }
}
