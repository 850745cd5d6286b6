package io.sluice.report;

import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import io.sluice.ledger.FileEntry;
import java.util.Objects;

/**
 * A file that a run left undone.
 *
 * @param path the file, below its folder
 * @param state failed, conflict, incomplete or pending
 * @param reason why, in words for people
 */
public record FileFailure(RelativePath path, FileState state, String reason) {
  public FileFailure {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(reason, "reason");
  }

  /** The failure that a ledger entry stands for. */
  static FileFailure of(FileEntry entry) {
    FileState state = entry.state().reported();
    String reason = entry.reason();
    if (reason.isEmpty() && state == FileState.PENDING) {
      reason =
          switch (entry.state()) {
            case SETTLING -> "still being written";
            case READY -> "waits for its dataset, or for files that go with it";
            default -> "waits for its upload";
          };
    }
    return new FileFailure(entry.path(), state, reason);
  }
}
