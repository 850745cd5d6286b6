package io.sluice.app;

import io.sluice.file.FileReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether the state directory can be used, and whether somebody does. */
final class StateCheckup {
  private static final String SUBJECT = "state directory";

  private StateCheckup() {}

  static Checkup of(Path directory) {
    try {
      Optional<String> holder =
          Files.isDirectory(directory) ? StateDirectory.holder(directory) : Optional.empty();
      if (holder.isPresent()) {
        return Checkup.warn(
            SUBJECT,
            directory + " is in use by a running Sluice (" + holder.get() + ")",
            "stop that one before another run, or give this one a directory of its own; sync runs"
                + " beside a daemon");
      }
      WriteProbe.write(directory);
      return Checkup.ok(
          SUBJECT,
          directory + (Files.exists(directory) ? " can be written" : " will be made when needed"));
    } catch (IOException e) {
      return Checkup.fail(
          SUBJECT,
          directory + " cannot be written (" + FileReason.of(e) + ")",
          "set state-dir to a directory that this user can write");
    }
  }
}
