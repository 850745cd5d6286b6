package io.sluice.app;

import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import io.sluice.item.ItemState;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileDetails;
import io.sluice.ledger.ItemDetails;
import io.sluice.ledger.KnownFolder;
import io.sluice.ledger.LedgerView;
import io.sluice.ledger.PathRange;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the ledger has of one folder's files; nothing where there is no ledger yet, or it does not
 * know the folder.
 *
 * @param ledger open for reading
 */
record RecordedFiles(Optional<LedgerView> ledger, Optional<KnownFolder> known) {
  private static final int PAGE = 1_000;
  private static final Set<EntryState> ALL = EnumSet.allOf(EntryState.class);

  /** The first of them in {@code range}, in path order; empty at the end. */
  List<FileDetails> page(PathRange range) {
    return isThere() ? ledger.get().page(known.get().id(), ALL, range, PAGE) : List.of();
  }

  /** What it has of one file. */
  Optional<FileDetails> details(RelativePath path) {
    return isThere() ? ledger.get().file(known.get().id(), path) : Optional.empty();
  }

  private boolean isThere() {
    return ledger.isPresent() && known.isPresent();
  }

  /** Whether the ledger says that something was uploaded or found there for the file. */
  static boolean isInDataset(FileDetails file) {
    FileState state = file.file().state().reported();
    return state == FileState.UPLOADED
        || state == FileState.SKIPPED
        || file.item()
            .map(ItemDetails::state)
            .filter(end -> end == ItemState.UPLOADED || end == ItemState.SKIPPED)
            .isPresent();
  }
}
