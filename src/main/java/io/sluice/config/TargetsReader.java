package io.sluice.config;

import io.sluice.config.TargetNames.Takes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code targets}: each by its type, then what two of them must not share. */
final class TargetsReader {
  private final Path stateDirectory;
  private final List<TargetConfig> targets = new ArrayList<>();
  private final Map<Integer, String> ports = new HashMap<>();
  private final Map<Path, String> directories = new HashMap<>();

  TargetsReader(Path stateDirectory) {
    this.stateDirectory = stateDirectory;
  }

  /** Reads the targets; the answer is the names that folders may refer to. */
  TargetNames read(Fields top) {
    Optional<Fields> section = top.section("targets");
    boolean readable = !top.reading().problems().anyIn("targets");
    Map<String, Optional<Fields>> named = section.map(Fields::named).orElse(Map.of());
    named.forEach((name, fields) -> fields.ifPresent(content -> readOne(name, content)));
    // Of a target that is wrong it is not known: what is wrong with it is said once.
    Set<String> labelling = new HashSet<>(named.keySet());
    targets.stream()
        .filter(target -> !(target instanceof ClarifaiTargetConfig))
        .forEach(target -> labelling.remove(target.name()));
    if (!named.isEmpty()) {
      return new TargetNames(List.copyOf(named.keySet()), readable, takes(), labelling);
    }
    targets.add(EmbeddedTargetConfig.implicit(stateDirectory));
    return new TargetNames(
        List.of(EmbeddedTargetConfig.IMPLICIT_NAME), readable, takes(), Set.of());
  }

  /** The good ones, in the order of the file; the implicit one where the file has none. */
  List<TargetConfig> targets() {
    return targets;
  }

  private Map<String, Takes> takes() {
    return targets.stream()
        .collect(Collectors.toUnmodifiableMap(TargetConfig::name, TargetsReader::takes));
  }

  private static Takes takes(TargetConfig target) {
    if (target instanceof ClarifaiTargetConfig) {
      return Takes.ONE_TYPE;
    }
    return target instanceof DarwinTargetConfig ? Takes.PICTURES_AND_VIDEOS : Takes.PICTURES;
  }

  private void readOne(String name, Fields fields) {
    Optional<TargetConfig> target = new TargetReader(name, fields, stateDirectory).read();
    if (target.isPresent() && target.get() instanceof EmbeddedTargetConfig embedded) {
      refuseShared(embedded, fields);
    }
    target.filter(good -> fields.isSound()).ifPresent(targets::add);
  }

  private void refuseShared(EmbeddedTargetConfig embedded, Fields fields) {
    String holder = directories.putIfAbsent(embedded.dataDirectory(), embedded.name());
    if (holder != null) {
      fields.problem("data-dir", "is that of target " + holder + " too; give each its own");
    }
    holder = embedded.port() == 0 ? null : ports.putIfAbsent(embedded.port(), embedded.name());
    if (holder != null) {
      fields.problem("port", "is that of target " + holder + " too; give each its own");
    }
  }
}
