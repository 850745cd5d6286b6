package io.sluice.app;

import io.sluice.config.FolderConfig;
import io.sluice.file.DisplayText;
import io.sluice.file.FileReason;
import io.sluice.file.RelativePath;
import io.sluice.report.FailureLogReader;
import io.sluice.report.LoggedFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The files that a log of failures names, by their folders. */
public final class LoggedFailures {
  private static final int MOST_FILES = 1_000_000;
  private static final int MOST_NOTES = 20;

  private final Map<String, FolderConfig> folders = new HashMap<>();
  private final Map<String, Set<String>> paths = new HashMap<>();
  private final List<String> notes = new ArrayList<>();
  private long files;
  private long notesInAll;

  private LoggedFailures(List<FolderConfig> known) {
    known.forEach(folder -> folders.put(folder.name(), folder));
  }

  /**
   * Reads a log.
   *
   * @param folders those that it may speak of
   * @throws StartException when it cannot be read, or no line of it is for these folders
   */
  public static LoggedFailures read(Path log, List<FolderConfig> folders) throws StartException {
    LoggedFailures failures = new LoggedFailures(folders);
    String shown = DisplayText.of(log.toString());
    long[] readable = {0};
    FailureLogReader reader =
        new FailureLogReader(
            failure -> {
              readable[0]++;
              failures.add(failure);
            },
            (number, reason) ->
                failures.note("line " + number + " of " + shown + " is left out: " + reason));
    try {
      reader.read(log);
    } catch (IOException e) {
      throw new StartException(
          "the log " + shown + " cannot be read (" + FileReason.of(e) + ")", e);
    }
    if (readable[0] == 0) {
      throw new StartException(
          String.join("\n", failures.notes())
              + (failures.notes().isEmpty() ? "" : "\n")
              + "no line of "
              + shown
              + " is one of a log of failures (failures.jsonl in the state directory)");
    }
    if (failures.files == 0) {
      throw new StartException(
          String.join("\n", failures.notes())
              + "\nno line of "
              + shown
              + " names a file of a folder to retry; what push and csv left undone is sent again by"
              + " the same command");
    }
    if (failures.files > MOST_FILES) {
      throw new StartException(
          shown + " names more than " + MOST_FILES + " files; retry without a log, or split it");
    }
    return failures;
  }

  private void add(LoggedFailure failure) {
    FolderConfig folder = folders.get(failure.folder());
    if (folder == null) {
      note(where(failure) + ": no folder of this name is asked for or configured");
    } else if (!failure.dataset().isEmpty() && !failure.dataset().equals(folder.dataset())) {
      note(where(failure) + ": its folder feeds another dataset now");
    } else if (files <= MOST_FILES
        && paths
            .computeIfAbsent(folder.name(), name -> new LinkedHashSet<>())
            .add(failure.path())) {
      files++;
    }
  }

  private static String where(LoggedFailure failure) {
    return "line "
        + failure.line()
        + " is skipped, "
        + DisplayText.of(failure.folder(), 60)
        + "/"
        + DisplayText.of(failure.path(), 200);
  }

  void note(String words) {
    notesInAll++;
    if (notes.size() < MOST_NOTES) {
      notes.add(words);
    }
  }

  /** Files of a folder, as the log shows them; empty where it names none. */
  Set<String> of(String folder) {
    return paths.getOrDefault(folder, Set.of());
  }

  /** Whether it names a file. */
  public boolean names(FolderConfig folder, RelativePath path) {
    return of(folder.name()).contains(path.display());
  }

  /** The folders that it names files of. */
  public List<FolderConfig> folders(List<FolderConfig> asked) {
    return asked.stream().filter(folder -> paths.containsKey(folder.name())).toList();
  }

  /** What is to be told: lines that were left out, and files that are skipped. */
  public List<String> notes() {
    List<String> all = new ArrayList<>(notes);
    if (notesInAll > notes.size()) {
      all.add("... and " + (notesInAll - notes.size()) + " more");
    }
    return all;
  }

  /** As {@link #of}; for a run that takes whatever failed, empty. */
  static Optional<Set<String>> named(Optional<LoggedFailures> log, String folder) {
    return log.map(failures -> failures.of(folder));
  }
}
