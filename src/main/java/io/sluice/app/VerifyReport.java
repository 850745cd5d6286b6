package io.sluice.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What a comparison of one folder with its dataset found.
 *
 * @param folder the folder
 * @param name its name
 * @param target the target's name
 * @param dataset the dataset's name
 * @param checked files that should be in the dataset and were looked for there
 * @param missing of these, not there
 * @param different of these, there with other content than was sent
 * @param extra images in the folder's virtual folders that no local file accounts for
 * @param changed files whose content changed after their upload
 * @param notUploaded files on disk that are neither uploaded nor in the dataset already
 * @param repaired of the missing ones, those that are there again
 * @param trouble why the comparison did not come to its end
 * @param elapsed how long it took
 */
public record VerifyReport(
    Path folder,
    String name,
    String target,
    String dataset,
    long checked,
    Differences missing,
    Differences different,
    Differences extra,
    Differences changed,
    Differences notUploaded,
    long repaired,
    Optional<TargetTrouble> trouble,
    Duration elapsed) {
  public VerifyReport {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(trouble, "trouble");
    Objects.requireNonNull(elapsed, "elapsed");
  }

  /** Whether disk, ledger and dataset agree, as far as could be told, once repairs are done. */
  public boolean success() {
    return trouble.isEmpty()
        && missing.total() == repaired
        && different.total() + extra.total() + changed.total() + notUploaded.total() == 0;
  }

  VerifyReport withRepaired(long files) {
    return new VerifyReport(
        folder,
        name,
        target,
        dataset,
        checked,
        missing,
        different,
        extra,
        changed,
        notUploaded,
        files,
        trouble,
        elapsed);
  }
}
