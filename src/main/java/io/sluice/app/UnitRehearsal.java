package io.sluice.app;

import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.target.InvalidNameException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What would become of directories whose files are one item each, as a dry run sees it: an item
 * goes whole or not at all. Keeps a few words of each directory, and none of its files.
 */
final class UnitRehearsal {
  private final FolderContext folder;
  private final String scope;
  private final Answers answers;
  private final Map<RelativePath, Unit> units = new LinkedHashMap<>();
  private final Map<String, RelativePath> owners = new HashMap<>();

  /** Takes what is found out. */
  interface Answers {
    /** All files of a directory would be sent. */
    void upload(long files, long bytes);

    /** None of {@code files} files would be; {@code path} is their directory, or the file. */
    void undone(RelativePath path, FileState state, String reason, long files);
  }

  private static final class Unit {
    private RelativePath first;
    private long files;
    private long bytes;
    private boolean there;
    private Optional<String> missing = Optional.empty();
  }

  /**
   * @param scope the dataset's id
   */
  UnitRehearsal(FolderContext folder, String scope, Answers answers) {
    this.folder = folder;
    this.scope = scope;
    this.answers = answers;
  }

  /** A file that could go. */
  void going(Sighting file) {
    Optional<RelativePath> directory = folder.unitOf(file.path());
    if (directory.isEmpty()) {
      answers.undone(file.path(), FileState.FAILED, UnitPlanning.IN_NO_DIRECTORY, 1);
      return;
    }
    Unit unit = unit(directory.get());
    unit.first = unit.files == 0 ? file.path() : unit.first;
    unit.files++;
    unit.bytes += file.stamp().sizeBytes();
  }

  /** A file that is in the dataset. */
  void there(RelativePath path) {
    folder.unitOf(path).ifPresent(directory -> unit(directory).there = true);
  }

  /** A file that could not go, which was told. */
  void undone(RelativePath path) {
    folder
        .unitOf(path)
        .ifPresent(directory -> unit(directory).missing = Optional.of(path.fileName().display()));
  }

  /** All files were seen. */
  void end() {
    units.forEach(this::end);
  }

  private void end(RelativePath directory, Unit unit) {
    if (unit.files == 0) {
      return;
    }
    Optional<String> tooMany = UnitRules.tooMany(folder, directory, unit.files);
    if (unit.there) {
      undone(directory, FileState.CONFLICT, UnitRules.cameAfter(directory), unit);
    } else if (unit.missing.isPresent()) {
      String reason = "is not sent without " + unit.missing.get() + ", which would be left undone";
      undone(directory, FileState.INCOMPLETE, reason, unit);
    } else if (tooMany.isPresent()) {
      undone(directory, FileState.FAILED, tooMany.get(), unit);
    } else {
      named(directory, unit);
    }
  }

  private void named(RelativePath directory, Unit unit) {
    try {
      String name = folder.unitName(scope, directory).path();
      RelativePath owner = owners.putIfAbsent(name, unit.first);
      if (owner == null) {
        answers.upload(unit.files, unit.bytes);
      } else {
        String reason = folder.collision(name, directory, owner);
        undone(directory, FileState.CONFLICT, reason, unit);
      }
    } catch (InvalidNameException e) {
      undone(directory, FileState.FAILED, e.getMessage(), unit);
    }
  }

  private void undone(RelativePath directory, FileState state, String reason, Unit unit) {
    answers.undone(directory, state, reason, unit.files);
  }

  private Unit unit(RelativePath directory) {
    return units.computeIfAbsent(directory, key -> new Unit());
  }
}
