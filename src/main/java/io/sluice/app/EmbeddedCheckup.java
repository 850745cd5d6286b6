package io.sluice.app;

import io.sluice.config.EmbeddedTargetConfig;
import io.sluice.datasetserver.DatasetServerException;
import io.sluice.datasetserver.StartCheck;
import io.sluice.file.FileReason;
import java.io.IOException;
import java.util.Optional;

/** Whether the embedded dataset server could start, or runs already. */
final class EmbeddedCheckup {
  private EmbeddedCheckup() {}

  static Checkup of(EmbeddedTargetConfig config) {
    String subject = "target " + config.name();
    Optional<DatasetServerException> data = trouble(() -> data(config));
    Optional<DatasetServerException> port = trouble(() -> StartCheck.port(config.port()));
    String where = "dataset server on 127.0.0.1:" + config.port();
    boolean locked =
        data.filter(e -> e.kind() == DatasetServerException.Kind.DATA_DIR_LOCKED).isPresent();
    if (locked && port.isPresent()) {
      return Checkup.ok(subject, where + ", served by a Sluice that runs already");
    }
    if (locked) {
      return Checkup.warn(
          subject,
          config.dataDirectory() + " is in use by a dataset server on another port",
          "stop that one, or give this one a data-dir of its own");
    }
    if (data.isPresent() || port.isPresent()) {
      return Checkup.fail(subject, data.or(() -> port).orElseThrow().getMessage());
    }
    try {
      WriteProbe.write(config.dataDirectory());
      return Checkup.ok(subject, where + ", data in " + config.dataDirectory());
    } catch (IOException e) {
      return Checkup.fail(
          subject,
          config.dataDirectory() + " cannot be written (" + FileReason.of(e) + ")",
          "set data-dir to a directory that this user can write");
    }
  }

  private static void data(EmbeddedTargetConfig config) throws DatasetServerException {
    StartCheck.dataDirectory(config.dataDirectory());
  }

  private static Optional<DatasetServerException> trouble(Attempt attempt) {
    try {
      attempt.make();
      return Optional.empty();
    } catch (DatasetServerException e) {
      return Optional.of(e);
    }
  }

  /** Something that a start would do. */
  private interface Attempt {
    void make() throws DatasetServerException;
  }
}
