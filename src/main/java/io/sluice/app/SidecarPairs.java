package io.sluice.app;

import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.source.FolderFilter;
import io.sluice.source.RootUnavailableException;
import io.sluice.source.ScanVisitor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which sidecar belongs to which file, as the directories are on disk: {@code photo.jpg.json}, or
 * else {@code photo.json}, to {@code photo.jpg}. Names are bytes; the letter case of extensions
 * does not matter.
 */
final class SidecarPairs {
  private final FolderContext folder;
  private final Map<RelativePath, Group> groups = new HashMap<>();
  private final Map<RelativePath, Pair> contents = new HashMap<>();
  private final Set<RelativePath> directories = new HashSet<>();
  private final Set<RelativePath> unread = new HashSet<>();

  private SidecarPairs(FolderContext folder) {
    this.folder = folder;
  }

  /** What lies beside a file, or what a sidecar lies beside. */
  sealed interface Partner {
    /** Nothing of that name. */
    record Nobody() implements Partner {}

    /**
     * The other one.
     *
     * @param file it
     * @param content what the sidecar of the two says
     */
    record Found(Sighting file, Sidecars.Content content) implements Partner {}

    /**
     * More than one could be it.
     *
     * @param words which, for people
     */
    record Unclear(String words) implements Partner {}
  }

  private record Pair(Sighting sidecar, Sidecars.Content content) {}

  /** The files of a directory whose names begin alike. */
  private static final class Group {
    private final Map<String, Sighting> files = new TreeMap<>();
    private final Map<String, Sighting> sidecars = new TreeMap<>();

    void add(Sighting one) {
      (Sidecars.isOne(one.path()) ? sidecars : files).put(one.path().fileName().encoded(), one);
    }

    Optional<Sighting> find(RelativePath path) {
      String name = path.fileName().encoded();
      return Optional.ofNullable(files.getOrDefault(name, sidecars.get(name)));
    }

    /** The sidecars of a file: those with its whole name, or else those with its stem. */
    List<Sighting> sidecarsOf(String file) {
      List<Sighting> full = named(file);
      return full.isEmpty()
          ? named(Sidecars.stem(file)).stream().filter(one -> !isWholeName(one)).toList()
          : full;
    }

    private List<Sighting> named(String base) {
      return sidecars.entrySet().stream()
          .filter(one -> Sidecars.stem(one.getKey()).equals(base))
          .map(Map.Entry::getValue)
          .toList();
    }

    private boolean isWholeName(Sighting sidecar) {
      return files.containsKey(Sidecars.stem(sidecar.path().fileName().encoded()));
    }

    List<Sighting> filesOf(Sighting sidecar) {
      return files.entrySet().stream()
          .filter(file -> sidecarsOf(file.getKey()).contains(sidecar))
          .map(Map.Entry::getValue)
          .toList();
    }
  }

  /**
   * Looks at what lies beside some files, sidecars or not. Blocks on the disk.
   *
   * @param paths at most a page of them
   */
  static SidecarPairs read(FolderContext folder, Collection<RelativePath> paths)
      throws RootUnavailableException, InterruptedException {
    SidecarPairs pairs = new SidecarPairs(folder);
    Map<RelativePath, Set<RelativePath>> wanted = new HashMap<>();
    for (RelativePath path : paths) {
      wanted
          .computeIfAbsent(path.parent(), directory -> new LinkedHashSet<>())
          .add(pairs.key(path));
    }
    pairs.directories.addAll(wanted.keySet());
    for (Map.Entry<RelativePath, Set<RelativePath>> directory : wanted.entrySet()) {
      folder.scan().runIn(directory.getKey(), pairs.new Listing(directory.getValue()));
    }
    for (RelativePath path : paths) {
      pairs.readContent(path);
    }
    return pairs;
  }

  /** The path without what tells files that may belong together apart. */
  private RelativePath key(RelativePath path) {
    String encoded = path.encoded();
    Set<String> extensions = folder.link().files().extensions();
    String name = path.fileName().encoded();
    String key = Sidecars.isOne(path) ? Sidecars.stem(name) : name;
    while (key.lastIndexOf('.') > 0 && FolderFilter.hasExtension(key, extensions)) {
      key = Sidecars.stem(key);
    }
    String directory = encoded.substring(0, encoded.length() - name.length());
    return key.isEmpty() || key.equals(".") || key.equals("..")
        ? path
        : new RelativePath(directory + key);
  }

  /** Whether all that lies beside a file could be seen. */
  boolean isTold(RelativePath path) {
    return !unread.contains(path.parent());
  }

  /** The file as it was seen; empty where it was not there. */
  Optional<Sighting> find(RelativePath path) {
    return Optional.ofNullable(groups.get(key(path))).flatMap(group -> group.find(path));
  }

  /** What a file, or a sidecar, has beside it. */
  Partner partner(RelativePath path) {
    Group group = groups.getOrDefault(key(path), new Group());
    Optional<Sighting> self = group.find(path);
    if (self.isEmpty()) {
      return new Partner.Nobody();
    }
    return Sidecars.isOne(path)
        ? ofSidecar(group, self.get())
        : ofFile(group, path.fileName().encoded());
  }

  private Partner ofFile(Group group, String name) {
    List<Sighting> sidecars = group.sidecarsOf(name);
    if (sidecars.isEmpty()) {
      return new Partner.Nobody();
    }
    return sidecars.size() > 1
        ? new Partner.Unclear("there are several: " + names(sidecars))
        : unlessShared(group, sidecars.get(0), sidecars.get(0));
  }

  private Partner ofSidecar(Group group, Sighting sidecar) {
    List<Sighting> files = group.filesOf(sidecar);
    if (files.isEmpty()) {
      return new Partner.Nobody();
    }
    List<Sighting> rivals = group.sidecarsOf(files.get(0).path().fileName().encoded());
    return files.size() == 1 && rivals.size() > 1
        ? new Partner.Unclear("there are several: " + names(rivals))
        : unlessShared(group, sidecar, files.get(0));
  }

  private Partner unlessShared(Group group, Sighting sidecar, Sighting partner) {
    List<Sighting> files = group.filesOf(sidecar);
    if (files.size() > 1) {
      String first = files.get(0).path().fileName().display();
      return new Partner.Unclear(
          "%s could belong to %s; call it %s.json, or as the other one"
              .formatted(sidecar.path().fileName().display(), names(files), first));
    }
    Pair pair = contents.get(sidecar.path());
    return new Partner.Found(
        partner, pair == null ? new Sidecars.Content.Changing() : pair.content());
  }

  private static String names(List<Sighting> files) {
    return String.join(
        " and ", files.stream().map(one -> one.path().fileName().display()).toList());
  }

  private void readContent(RelativePath path) {
    Group group = groups.getOrDefault(key(path), new Group());
    if (group.find(path).isEmpty()) {
      return;
    }
    List<Sighting> sidecars =
        Sidecars.isOne(path)
            ? List.of(group.find(path).get())
            : group.sidecarsOf(path.fileName().encoded());
    for (Sighting sidecar : sidecars) {
      List<Sighting> files = group.filesOf(sidecar);
      if (files.size() == 1 && !contents.containsKey(sidecar.path())) {
        contents.put(
            sidecar.path(),
            new Pair(sidecar, Sidecars.content(folder, sidecar, files.get(0).path())));
      }
    }
  }

  private final class Listing implements ScanVisitor {
    private final Set<RelativePath> keys;

    Listing(Set<RelativePath> keys) {
      this.keys = keys;
    }

    @Override
    public void files(List<Sighting> chunk) {
      for (Sighting one : chunk) {
        add(one);
      }
    }

    private void add(Sighting one) {
      RelativePath key = key(one.path());
      if (keys.contains(key)) {
        groups.computeIfAbsent(key, made -> new Group()).add(one);
      }
    }

    @Override
    public void tooLarge(Sighting file, long limitBytes) {
      add(file);
    }

    @Override
    public void unreadable(RelativePath path, String reason) {
      if (directories.contains(path)) {
        unread.add(path);
      } else {
        // It is there, whatever it is.
        add(new Sighting(path, FolderOutcomes.NO_STAMP));
      }
    }
  }

  /** All files that are told of. */
  List<RelativePath> paths() {
    List<RelativePath> paths = new ArrayList<>();
    for (Group group : groups.values()) {
      group.files.values().forEach(one -> paths.add(one.path()));
      group.sidecars.values().forEach(one -> paths.add(one.path()));
    }
    return paths;
  }
}
