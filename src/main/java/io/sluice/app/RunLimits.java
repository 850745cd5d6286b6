package io.sluice.app;

import io.sluice.source.ScanStarts;
import java.util.Map;
import java.util.Optional;

/**
 * What a run is for, where that is not all of its folders. Both maps go by the names of folders; a
 * folder that is not in them is not limited.
 *
 * @param scopes the files that it is for, which are looked at instead of a walk
 * @param starts the directories and files that are walked
 */
record RunLimits(Map<String, RunScope> scopes, Map<String, ScanStarts> starts) {
  RunLimits {
    scopes = Map.copyOf(scopes);
    starts = Map.copyOf(starts);
  }

  /** All of the folders. */
  static RunLimits none() {
    return new RunLimits(Map.of(), Map.of());
  }

  /** Whether every folder is walked whole. */
  boolean isNone() {
    return scopes.isEmpty() && starts.isEmpty();
  }

  Optional<RunScope> scope(String folder) {
    return Optional.ofNullable(scopes.get(folder));
  }

  ScanStarts startsIn(String folder) {
    return starts.getOrDefault(folder, ScanStarts.WHOLE);
  }
}
