package io.sluice.app;

import io.sluice.event.IngestEvent;
import io.sluice.event.IngestListener;
import io.sluice.file.FileStamp;
import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileChange;
import io.sluice.ledger.Lane;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.ToldItem;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is concluded of rows before they are uploaded: gathered, recorded in one transaction, and
 * only then told. Used by one thread.
 */
final class RowOutcomes {
  /** Of what is no file. */
  static final FileStamp NO_STAMP = new FileStamp(0, Instant.EPOCH, Instant.EPOCH, "");

  private final String name;
  private final long folderId;
  private final Ledger ledger;
  private final IngestListener events;
  private final Clock clock;
  private final List<FileChange> changes = new ArrayList<>();
  private final List<IngestEvent> told = new ArrayList<>();

  RowOutcomes(String name, long folderId, Ledger ledger, IngestListener events, Clock clock) {
    this.name = name;
    this.folderId = folderId;
    this.ledger = ledger;
    this.events = events;
    this.clock = clock;
  }

  /** A row was read that an outcome will follow of. */
  void found(RelativePath path, long bytes) {
    told.add(new IngestEvent.FileFound(name, path, bytes));
  }

  /** What stands behind a row. */
  void tell(RelativePath path, ToldItem item) {
    changes.add(new FileChange.Told(path, item));
  }

  /** It may be sent; where that is beside what has its id, it is told of as that. */
  void ready(RowClaims.Ready row) {
    if (row.renamedFor().isPresent()) {
      tell(row.path(), row.item());
    }
    changes.add(
        new FileChange.Observed(
            row.path(),
            row.stamp(),
            EntryState.READY,
            "",
            Lane.BACKLOG,
            Optional.empty(),
            row.renamedFor()));
  }

  /** It is not known to be whole yet. */
  void settling(RelativePath path, FileStamp stamp) {
    observe(path, stamp, EntryState.SETTLING, "");
  }

  /** It was not whole in time. */
  void incomplete(RelativePath path, FileStamp stamp, String reason) {
    observe(path, stamp, EntryState.INCOMPLETE, reason);
    end(path, FileState.INCOMPLETE, reason);
  }

  /** It cannot be sent. */
  void failed(RelativePath path, FileStamp stamp, String reason) {
    observe(path, stamp, EntryState.FAILED, reason);
    end(path, FileState.FAILED, reason);
  }

  /** It claims what another row has. */
  void conflict(RelativePath path, FileStamp stamp, String reason) {
    observe(path, stamp, EntryState.CONFLICT, reason);
    end(path, FileState.CONFLICT, reason);
  }

  /** Another row says the very same. */
  void covered(RelativePath path, FileStamp stamp, String reason) {
    changes.add(new FileChange.Covered(path, stamp, reason));
    end(path, FileState.SKIPPED, reason);
  }

  /** An earlier run has done with it. */
  void done(RelativePath path, String reason) {
    end(path, FileState.SKIPPED, reason);
  }

  private void observe(RelativePath path, FileStamp stamp, EntryState state, String reason) {
    changes.add(
        new FileChange.Observed(path, stamp, state, reason, Lane.BACKLOG, Optional.empty()));
  }

  private void end(RelativePath path, FileState state, String reason) {
    told.add(new IngestEvent.FileOutcome(name, path, state, reason, "/", 0, 0, 0, clock.instant()));
  }

  /** Records what was gathered, then tells of it. */
  void flush() {
    if (!changes.isEmpty()) {
      ledger.record(folderId, List.copyOf(changes), clock.instant());
      changes.clear();
    }
    List<IngestEvent> due = List.copyOf(told);
    told.clear();
    due.forEach(events::on);
  }
}
