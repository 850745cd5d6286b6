package io.sluice.app;

import io.sluice.config.FolderConfig;
import java.time.Duration;
import java.util.Optional;

/** Gathers what a comparison of one folder finds. */
final class VerifyFindings {
  private final Differences.Gathering missing = new Differences.Gathering();
  private final Differences.Gathering different = new Differences.Gathering();
  private final Differences.Gathering extra = new Differences.Gathering();
  private final Differences.Gathering changed = new Differences.Gathering();
  private final Differences.Gathering notUploaded = new Differences.Gathering();
  private long checked;

  /** One more file was looked for in the dataset. */
  void checked() {
    checked++;
  }

  void missing(Difference difference) {
    missing.add(difference);
  }

  void different(Difference difference) {
    different.add(difference);
  }

  void extra(Difference difference) {
    extra.add(difference);
  }

  void changed(Difference difference) {
    changed.add(difference);
  }

  void notUploaded(Difference difference) {
    notUploaded.add(difference);
  }

  /** All of it. */
  VerifyReport report(FolderConfig folder, Optional<TargetTrouble> trouble, Duration elapsed) {
    return new VerifyReport(
        folder.path(),
        folder.name(),
        folder.target(),
        folder.dataset(),
        checked,
        missing.all(),
        different.all(),
        extra.all(),
        changed.all(),
        notUploaded.all(),
        0,
        trouble,
        elapsed);
  }
}
