package io.sluice.app;

import io.sluice.config.FolderConfig;
import io.sluice.ledger.LedgerException;
import io.sluice.report.FailurePages;
import io.sluice.report.Failures;
import io.sluice.report.FileFailure;
import io.sluice.report.FolderReport;
import io.sluice.report.RunCounts;
import io.sluice.report.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Puts together what an upload of rows reports, from its events and from the ledger. Used by the
 * thread that runs the upload; keeps nothing in mind.
 */
final class RowReports {
  private final RowJob job;
  private final Workplace workplace;
  private final long folderId;
  private final Tally tally;

  /**
   * @param tally counts what happens to the rows
   */
  RowReports(RowJob job, Workplace workplace, long folderId, Tally tally) {
    this.job = job;
    this.workplace = workplace;
    this.folderId = folderId;
    this.tally = tally;
  }

  /**
   * What the upload came to, or came to until now. Without a ledger that can be read it has what
   * was done alone, and says so.
   *
   * @param sourceLoss why there may be more rows that could not be had, if so
   * @param requests how many were made for rows
   * @throws InternalFaultException when the ledger is broken
   */
  SyncResult result(
      Optional<TargetTrouble> trouble,
      Optional<String> sourceLoss,
      long requests,
      Duration elapsed) {
    List<String> losses = new ArrayList<>(sourceLoss.stream().toList());
    losses.addAll(workplace.ledgerLoss().stream().toList());
    RunCounts told = tally.counts(job.folder().name());
    RunCounts counts = told;
    Failures failures = consumer -> {};
    try {
      counts = told.withUndone(workplace.ledger().counts(folderId));
      failures = this::failures;
    } catch (LedgerException e) {
      if (e.kind() == LedgerException.Kind.BROKEN) {
        throw new InternalFaultException(e);
      }
      losses.add(e.getMessage() + "; what is left undone is not known, run it again");
    }
    return new SyncResult(
        List.of(report(counts, failures, elapsed)),
        trouble.stream().toList(),
        losses,
        requests,
        Optional.empty());
  }

  private FolderReport report(RunCounts counts, Failures failures, Duration elapsed) {
    FolderConfig folder = job.folder();
    return new FolderReport(
        folder.path(), folder.name(), folder.target(), folder.dataset(), counts, failures, elapsed);
  }

  private void failures(Consumer<FileFailure> consumer) {
    new FailurePages(workplace.ledger(), folderId)
        .forEach(
            failure ->
                consumer.accept(
                    new FileFailure(
                        job.names().shown(failure.path()), failure.state(), failure.reason())));
  }
}
