package io.sluice.app;

import io.sluice.config.FolderConfig;
import io.sluice.config.SluiceConfig;
import io.sluice.event.IngestListener;
import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.FolderCounts;
import io.sluice.ledger.FolderKey;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.LedgerException;
import io.sluice.ledger.SqliteLedger;
import io.sluice.ledger.SqliteLibrary;
import io.sluice.report.FailurePages;
import io.sluice.report.FileFailure;
import io.sluice.target.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says what an upload of rows would do: reads them all, looks at their files and gives out names,
 * in a ledger that is thrown away. Makes no request.
 */
final class RowRehearsal {
  private static final int PAGE = 1_000;
  private static final String SCOPE = "dry-run";

  private final RowJob job;
  private final Ledger ledger;
  private final long folderId;

  private RowRehearsal(RowJob job, Ledger ledger, long folderId) {
    this.job = job;
    this.ledger = ledger;
    this.folderId = folderId;
  }

  /**
   * Reads the rows of a CSV file.
   *
   * @throws StartException as {@link OneShots#csv}
   */
  static DryRunReport run(SluiceConfig config, CsvRequest request)
      throws StartException, IOException, InterruptedException {
    RowJob.requireRows(config, request.target());
    try (CsvTable table = CsvTable.open(request);
        CloseStack closing = new CloseStack()) {
      RowJob job = RowJob.of(config, request, table);
      SqliteLibrary.load(config.stateDirectory());
      Path scratch = Files.createTempDirectory("sluice-dry-run-");
      closing.push(() -> DryRun.deleteAll(scratch));
      ForwardClock clock = ForwardClock.system();
      Ledger ledger =
          closing.push(SqliteLedger.open(scratch.resolve("ledger.db"), clock.instant()));
      Targets targets =
          new Targets(config, new Threads(error -> {}), clock, closing, (name, server) -> {});
      TargetLink link = targets.namesOnly(config.target(request.target()).orElseThrow());
      FolderConfig folder = job.folder();
      long folderId =
          ledger.openFolder(new FolderKey(folder.path(), link.identity(), folder.dataset()));
      ledger.bindScope(folderId, SCOPE, clock.instant());
      return new RowRehearsal(job, ledger, folderId).run(link, clock);
    } catch (LedgerException e) {
      throw new StartException("a dry run needs a ledger of its own: " + e.getMessage(), e);
    }
  }

  private DryRunReport run(TargetLink link, ForwardClock clock)
      throws StartException, InterruptedException {
    IngestListener nobody = event -> {};
    String name = job.folder().name();
    RowOutcomes outcomes = new RowOutcomes(name, folderId, ledger, nobody, clock);
    RowDataset dataset = new RowDataset(name, new FolderNotes(new WatchState(name, clock)));
    dataset.opened(folderId, new Dataset(SCOPE, job.folder().dataset(), false, 0));
    RowFeeder feeder =
        new RowFeeder(
            folderId,
            job.rows().open(ledger, folderId),
            job.names(),
            new RowFiles(job.names().base(), new ContentCheck(link.files()), clock.wall()),
            outcomes,
            new RowClaims(
                folderId, job.allBeside(), job.names(), link.target(), ledger, outcomes, clock),
            dataset,
            ledger,
            Long.MAX_VALUE,
            () -> {});
    feeder.feed();
    if (feeder.loss().isPresent()) {
      throw new StartException(feeder.loss().get());
    }
    return report();
  }

  private DryRunReport report() {
    FolderConfig folder = job.folder();
    FolderCounts counts = ledger.counts(folderId);
    long upload = counts.files().getOrDefault(EntryState.QUEUED, 0L);
    long same = counts.of(FileState.SKIPPED);
    long conflicts = counts.of(FileState.CONFLICT);
    return new DryRunReport(
        folder.path(),
        folder.name(),
        folder.target(),
        folder.dataset(),
        upload,
        uploadBytes(),
        same,
        problems(),
        List.of(),
        0,
        conflicts,
        counts.seen() - upload - same,
        0);
  }

  private long uploadBytes() {
    long bytes = 0;
    Optional<RelativePath> after = Optional.empty();
    List<FileEntry> page;
    do {
      page = ledger.filesIn(folderId, Set.of(EntryState.QUEUED), after, PAGE);
      bytes += page.stream().mapToLong(entry -> entry.stamp().sizeBytes()).sum();
      after = page.isEmpty() ? after : Optional.of(page.get(page.size() - 1).path());
    } while (page.size() == PAGE);
    return bytes;
  }

  private List<FileFailure> problems() {
    List<FileFailure> problems = new ArrayList<>();
    Set<EntryState> undone =
        Set.of(EntryState.FAILED, EntryState.CONFLICT, EntryState.INCOMPLETE, EntryState.SETTLING);
    for (FileFailure one :
        FailurePages.of(
            ledger.filesIn(folderId, undone, Optional.empty(), DryRunReport.MOST_PROBLEMS))) {
      problems.add(new FileFailure(job.names().shown(one.path()), one.state(), one.reason()));
    }
    return problems;
  }
}
