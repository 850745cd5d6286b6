package io.sluice.app;

import io.sluice.config.ClarifaiTargetConfig;
import io.sluice.config.FolderConfig;
import io.sluice.config.InputType;
import io.sluice.config.TargetConfig;
import io.sluice.file.DisplayText;
import java.util.Optional;

/**
 * What a platform must be set to for the files of a folder, where its answers do not tell how it is
 * set.
 */
final class AppTypeCheckup {
  private AppTypeCheckup() {}

  /** Empty where nothing has to be set. */
  static Optional<Checkup> of(FolderConfig folder, TargetConfig target) {
    boolean text =
        target instanceof ClarifaiTargetConfig
            && folder.media().inputType().equals(Optional.of(InputType.TEXT));
    return text
        ? Optional.of(
            Checkup.ok(
                "texts of folder " + DisplayText.of(folder.name()),
                "the app must take them: its primary input type, in the app's settings, must be"
                    + " Text/Document (the platform does not tell which it is)"))
        : Optional.empty();
  }
}
