package io.sluice.ledger;

import io.sluice.file.ContentDigest;
import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Something to be recorded of a file that is not (or no longer) in the hands of an item. */
public sealed interface FileChange {
  /** The file. */
  RelativePath path();

  /**
   * The file is in a state of its own: {@link EntryState#SETTLING}, {@link EntryState#READY},
   * {@link EntryState#INCOMPLETE}, {@link EntryState#CONFLICT} or {@link EntryState#FAILED}. An
   * item that it was part of and that is not done keeps running; its end does not overwrite a stamp
   * that differs from its own. Where the entry is queued, uploaded or skipped with this very stamp,
   * the news is stale and is left out.
   *
   * @param retryAt when a failed file is looked at again, if ever
   * @param renamedFor the file's SHA-256, where it is to have a name with its suffix; else it is to
   *     have its plain name
   */
  record Observed(
      RelativePath path,
      FileStamp stamp,
      EntryState state,
      String reason,
      Lane lane,
      Optional<Instant> retryAt,
      Optional<ContentDigest> renamedFor)
      implements FileChange {
    /** Of a file that is to have its plain name. */
    public Observed(
        RelativePath path,
        FileStamp stamp,
        EntryState state,
        String reason,
        Lane lane,
        Optional<Instant> retryAt) {
      this(path, stamp, state, reason, lane, retryAt, Optional.empty());
    }

    public Observed {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(stamp, "stamp");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(lane, "lane");
      Objects.requireNonNull(retryAt, "retryAt");
      Objects.requireNonNull(renamedFor, "renamedFor");
      switch (state) {
        case SETTLING, READY, INCOMPLETE, CONFLICT, FAILED -> {}
        case QUEUED, UPLOADED, SKIPPED, VANISHED ->
            throw new IllegalArgumentException("not observed but concluded: " + state);
      }
    }
  }

  /**
   * What stands behind a path that is no file of the folder, such as a row of a table. Told before
   * the path is first observed; told again it is replaced.
   */
  record Told(RelativePath path, ToldItem item) implements FileChange {
    public Told {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(item, "item");
    }
  }

  /**
   * The stamp changed and the content did not: the entry keeps its state.
   *
   * @param stamp the stamp now
   */
  record Restamped(RelativePath path, FileStamp stamp) implements FileChange {
    public Restamped {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(stamp, "stamp");
    }
  }

  /**
   * The file changed back to what was sent for it: the upload of that content, be it the last one
   * or an earlier one, is its item again, and it is in the state that this ended in, as a rule
   * {@link EntryState#UPLOADED}. Where there is none, its present item counts, or {@link
   * EntryState#QUEUED} while that has not ended; {@link EntryState#READY} where the ledger knows of
   * no item any more (its dataset is a new one).
   *
   * @param stamp the stamp now
   * @param content what it changed back to
   */
  record Reverted(RelativePath path, FileStamp stamp, ContentDigest content) implements FileChange {
    public Reverted {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(stamp, "stamp");
      Objects.requireNonNull(content, "content");
    }
  }

  /**
   * Another file has the name that this one would have, with the same content: this one is {@link
   * EntryState#SKIPPED}, without an item of its own. Left out where the entry is not {@link
   * EntryState#READY} with this very stamp any more.
   *
   * @param reason which file that is, in words for people
   */
  record Covered(RelativePath path, FileStamp stamp, String reason) implements FileChange {
    public Covered {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(stamp, "stamp");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * Nothing is at the path any more. A file that was uploaded or skipped keeps that state and is
   * marked as gone; any other becomes {@link EntryState#VANISHED}. Files in conflict with its claim
   * go back to {@link EntryState#READY}, since the name may be free now.
   */
  record Vanished(RelativePath path) implements FileChange {
    public Vanished {
      Objects.requireNonNull(path, "path");
    }
  }

  /**
   * A failed file was looked at again. Changes nothing of a file that has not failed.
   *
   * @param retryAt when that is due next
   */
  record PutOff(RelativePath path, Instant retryAt) implements FileChange {
    public PutOff {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(retryAt, "retryAt");
    }
  }

  /**
   * The file is there, and the dataset does not have any more what was uploaded for it, or found
   * under its name: it is to be uploaded again as if it never had been, before any backlog. Changes
   * nothing of a file that is not concluded.
   */
  record Requeued(RelativePath path) implements FileChange {
    public Requeued {
      Objects.requireNonNull(path, "path");
    }
  }
}
