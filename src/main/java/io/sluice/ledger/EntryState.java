package io.sluice.ledger;

import io.sluice.file.FileState;
import io.sluice.item.ItemState;

/** The state of a file that was seen, finer than the one that it is reported in. */
public enum EntryState {
  /** Seen, and not yet known to be quiet and whole. */
  SETTLING(FileState.PENDING),
  /** Quiet and whole; has no name at the target yet. */
  READY(FileState.PENDING),
  /** Part of an item that is not done. */
  QUEUED(FileState.PENDING),
  UPLOADED(FileState.UPLOADED),
  SKIPPED(FileState.SKIPPED),
  CONFLICT(FileState.CONFLICT),
  INCOMPLETE(FileState.INCOMPLETE),
  FAILED(FileState.FAILED),
  VANISHED(FileState.VANISHED);

  private final FileState reported;

  EntryState(FileState reported) {
    this.reported = reported;
  }

  /** The state of a file whose item ended in {@code end}, which must be final. */
  static EntryState concluded(ItemState end) {
    return switch (end) {
      case UPLOADED -> UPLOADED;
      case SKIPPED -> SKIPPED;
      case CONFLICT -> CONFLICT;
      case FAILED -> FAILED;
      case PLANNED, RESERVED, SENT, COMMITTED ->
          throw new IllegalArgumentException("not a final state: " + end);
    };
  }

  /** The state that reports show. */
  public FileState reported() {
    return reported;
  }
}
