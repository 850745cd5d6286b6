package io.sluice.source;

import io.sluice.file.RelativePath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The directories and files of a folder that a walk is for. What lies below none of them is not
 * there, as far as the walk goes; the rules for names see a file by its path below the start that
 * it belongs to. Immutable.
 */
public final class ScanStarts {
  /** All of the folder. */
  public static final ScanStarts WHOLE =
      new ScanStarts(new LinkedHashSet<>(List.of(RelativePath.ROOT)), Set.of());

  private final Set<RelativePath> directories;
  private final Set<RelativePath> files;

  private ScanStarts(Set<RelativePath> directories, Set<RelativePath> files) {
    this.directories = Collections.unmodifiableSet(directories);
    this.files = Collections.unmodifiableSet(files);
  }

  /** Gathers what was named, in order: whatever lies below an earlier one belongs to that one. */
  public static final class Builder {
    private final Set<RelativePath> directories = new LinkedHashSet<>();
    private final Set<RelativePath> files = new TreeSet<>();

    /** A directory, with everything below it. */
    public void directory(RelativePath path) {
      if (covering(path, directories).isEmpty()) {
        directories.add(path);
      }
    }

    /** A directory that stands for itself, even where it lies below another one. */
    public void directoryItself(RelativePath path) {
      directories.add(path);
    }

    /** A single file. */
    public void file(RelativePath path) {
      if (covering(path, directories).isEmpty()) {
        files.add(path);
      }
    }

    /** All that was gathered. */
    public ScanStarts build() {
      return new ScanStarts(new LinkedHashSet<>(directories), new TreeSet<>(files));
    }
  }

  /** The directories to begin at, in order. */
  public List<RelativePath> directories() {
    return List.copyOf(directories);
  }

  /** The files that are wanted by themselves, sorted. */
  List<RelativePath> files() {
    return new ArrayList<>(files);
  }

  /** Whether {@code path} is a start itself, and so not met on the way from another one. */
  boolean isStart(RelativePath path) {
    return files.contains(path) || directories.contains(path);
  }

  /** Whether {@code path} is a start, or lies below one. */
  public boolean cover(RelativePath path) {
    return files.contains(path) || covering(path, directories).isPresent();
  }

  /** The directory that was named and holds {@code path}: the deepest, if there are several. */
  public Optional<RelativePath> startOf(RelativePath path) {
    return covering(path, directories);
  }

  /** The path below the start that it belongs to; of a file that is one itself, its name. */
  public RelativePath within(RelativePath path) {
    if (files.contains(path)) {
      return path.fileName();
    }
    Optional<RelativePath> start = covering(path, directories);
    if (start.isEmpty() || start.get().equals(RelativePath.ROOT)) {
      return path;
    }
    int length = start.get().encoded().length();
    String encoded = path.encoded();
    return encoded.length() == length
        ? RelativePath.ROOT
        : new RelativePath(encoded.substring(length + 1));
  }

  /** The deepest of {@code directories} that is {@code path} or above it. */
  private static Optional<RelativePath> covering(RelativePath path, Set<RelativePath> directories) {
    RelativePath above = path;
    while (!directories.contains(above)) {
      if (above.equals(RelativePath.ROOT)) {
        return Optional.empty();
      }
      above = above.parent();
    }
    return Optional.of(above);
  }
}
