package io.sluice.event;

import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import java.time.Instant;
import java.util.Objects;

/** Something that happened in the pipeline. */
public sealed interface IngestEvent {
  /**
   * A file came to its state.
   *
   * @param folder the folder's name
   * @param path the file
   * @param state its state now; never {@link FileState#PENDING}
   * @param reason why, in words for people; empty for a plain upload
   * @param virtualFolder where in the dataset it belongs; empty when that was never decided
   * @param status the HTTP status that decided it, or 0
   * @param attempts tries used
   * @param sentBytes bytes that were uploaded for it, 0 unless {@link FileState#UPLOADED}
   * @param at when
   * @param repeated whether the ledger said so of the file already, for the same reason
   */
  record FileOutcome(
      String folder,
      RelativePath path,
      FileState state,
      String reason,
      String virtualFolder,
      int status,
      int attempts,
      long sentBytes,
      Instant at,
      boolean repeated)
      implements IngestEvent {
    /** What the ledger did not say before, or may not have said. */
    public FileOutcome(
        String folder,
        RelativePath path,
        FileState state,
        String reason,
        String virtualFolder,
        int status,
        int attempts,
        long sentBytes,
        Instant at) {
      this(folder, path, state, reason, virtualFolder, status, attempts, sentBytes, at, false);
    }

    public FileOutcome {
      Objects.requireNonNull(folder, "folder");
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(virtualFolder, "virtualFolder");
      Objects.requireNonNull(at, "at");
      if (state == FileState.PENDING) {
        throw new IllegalArgumentException("pending is no outcome: " + path);
      }
    }

    /** The same, at another time. */
    public FileOutcome at(Instant when) {
      return new FileOutcome(
          folder, path, state, reason, virtualFolder, status, attempts, sentBytes, when, repeated);
    }
  }

  /**
   * A file was found that is new or changed, so that an outcome will follow.
   *
   * @param folder the folder's name
   * @param path the file
   * @param sizeBytes how large it is; 0 where that is not known
   */
  record FileFound(String folder, RelativePath path, long sizeBytes) implements IngestEvent {
    /** A file of unknown size. */
    public FileFound(String folder, RelativePath path) {
      this(folder, path, 0);
    }
  }

  /**
   * A target has accepted a file, and is still at work on it; an outcome will follow. Told again
   * each time that it was asked in vain.
   *
   * @param folder the folder's name
   * @param path the file
   */
  record FileAccepted(String folder, RelativePath path) implements IngestEvent {}

  /**
   * Some of a file's bytes have gone out, in the try that is under way; an outcome will follow.
   * Told after each piece, on the thread that sends. A later try begins anew, and says less.
   *
   * @param folder the folder's name
   * @param path the file; the first one of several that are sent as one
   * @param bytes how many so far, all pieces of the try together
   */
  record BytesUnderWay(String folder, RelativePath path, long bytes) implements IngestEvent {}

  /**
   * Bytes of some part went out to a target.
   *
   * @param target the target's name
   * @param bytes how many, more than 0
   */
  record BytesSent(String target, long bytes) implements IngestEvent {}

  /**
   * A scan of a folder came to its end.
   *
   * @param folder the folder's name
   * @param ignored files that the rules leave out
   * @param at when
   */
  record ScanFinished(String folder, long ignored, Instant at) implements IngestEvent {}

  /**
   * A target's health changed.
   *
   * @param target the target's name
   * @param health its health now
   * @param reason what is wrong, or empty
   * @param retryAt when it is tried next; the time of the event when it is well
   */
  record TargetChanged(String target, TargetHealth health, String reason, Instant retryAt)
      implements IngestEvent {}
}
