package io.sluice.app;

import io.sluice.source.ScanStarts;
import java.util.Map;
import java.util.Optional;

/**
 * What a run is for, where that is not all of its folders, and which files it sends beside others.
 * The maps go by the names of folders; a folder that is not in them is not limited.
 *
 * @param scopes the files that it is for, which are looked at instead of a walk
 * @param starts the directories and files that are walked
 * @param allBeside whether every file is sent beside what has its name
 */
record RunLimits(Map<String, RunScope> scopes, Map<String, ScanStarts> starts, boolean allBeside) {
  RunLimits {
    scopes = Map.copyOf(scopes);
    starts = Map.copyOf(starts);
  }

  /** All of the folders. */
  static RunLimits none() {
    return new RunLimits(Map.of(), Map.of(), false);
  }

  /** Whether every folder is walked whole. */
  boolean isNone() {
    return scopes.isEmpty() && starts.isEmpty();
  }

  Optional<RunScope> scope(String folder) {
    return Optional.ofNullable(scopes.get(folder));
  }

  /** The files of a folder that are sent beside what has their names. */
  SentBeside besideIn(String folder) {
    return scope(folder)
        .map(RunScope::beside)
        .orElseGet(() -> allBeside ? SentBeside.ofAll() : new SentBeside());
  }

  ScanStarts startsIn(String folder) {
    return starts.getOrDefault(folder, ScanStarts.WHOLE);
  }
}
