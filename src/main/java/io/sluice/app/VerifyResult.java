package io.sluice.app;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a comparison of some folders found.
 *
 * @param folders each folder's report, in the order asked for
 * @param repairTroubles what kept missing files from being uploaded again
 * @param handedTo who did the repairs in this one's place, such as {@code process 4711}
 */
public record VerifyResult(
    List<VerifyReport> folders, List<TargetTrouble> repairTroubles, Optional<String> handedTo) {
  public VerifyResult {
    folders = List.copyOf(folders);
    repairTroubles = List.copyOf(repairTroubles);
  }

  /** Targets that could not be had, each once. */
  public List<TargetTrouble> troubles() {
    return Stream.concat(
            folders.stream().flatMap(folder -> folder.trouble().stream()), repairTroubles.stream())
        .distinct()
        .toList();
  }

  /** Whether everything agrees. */
  public boolean success() {
    return troubles().isEmpty() && folders.stream().allMatch(VerifyReport::success);
  }
}
