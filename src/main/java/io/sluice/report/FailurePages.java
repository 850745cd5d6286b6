package io.sluice.report;

import io.sluice.file.RelativePath;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Ledger;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The files of a folder that are not done, read from the ledger a page at a time: there may be a
 * million of them. Readable while the ledger is open.
 */
public final class FailurePages implements Failures {
  private static final int PAGE = 1_000;
  private static final Set<EntryState> UNDONE =
      EnumSet.of(
          EntryState.SETTLING,
          EntryState.READY,
          EntryState.QUEUED,
          EntryState.CONFLICT,
          EntryState.INCOMPLETE,
          EntryState.FAILED);

  private final Ledger ledger;
  private final long folderId;

  public FailurePages(Ledger ledger, long folderId) {
    this.ledger = ledger;
    this.folderId = folderId;
  }

  /**
   * One page.
   *
   * @param after the last path of the page before; empty for the first page
   * @param limit most failures, 1 to 10,000
   */
  public List<FileFailure> page(Optional<RelativePath> after, int limit) {
    return ledger.filesIn(folderId, UNDONE, after, limit).stream().map(FileFailure::of).toList();
  }

  /** What some entries of a ledger stand for. */
  public static List<FileFailure> of(List<FileEntry> entries) {
    return entries.stream().map(FileFailure::of).toList();
  }

  @Override
  public void forEach(Consumer<FileFailure> consumer) {
    Optional<RelativePath> after = Optional.empty();
    List<FileEntry> page = ledger.filesIn(folderId, UNDONE, after, PAGE);
    while (!page.isEmpty()) {
      page.forEach(entry -> consumer.accept(FileFailure.of(entry)));
      after = Optional.of(page.get(page.size() - 1).path());
      page = page.size() < PAGE ? List.of() : ledger.filesIn(folderId, UNDONE, after, PAGE);
    }
  }
}
