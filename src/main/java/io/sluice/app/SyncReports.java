package io.sluice.app;

import io.sluice.config.FolderConfig;
import io.sluice.file.FileState;
import io.sluice.ledger.FolderCounts;
import io.sluice.pace.Pace;
import io.sluice.report.FailurePages;
import io.sluice.report.Failures;
import io.sluice.report.FolderReport;
import io.sluice.report.RunCounts;
import io.sluice.report.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts together what a one-shot run reports, from its events and from the ledger. */
final class SyncReports {
  private final Workplace workplace;
  private final Pipeline pipeline;
  private final Tally tally;
  private final Map<String, RunScope> scopes;

  /**
   * @param tally counts what happens to the files that the run is for
   * @param scopes those files, by the names of folders, where they are not all
   */
  SyncReports(Workplace workplace, Pipeline pipeline, Tally tally, Map<String, RunScope> scopes) {
    this.workplace = workplace;
    this.pipeline = pipeline;
    this.tally = tally;
    this.scopes = scopes;
  }

  /**
   * What the run came to, or came to until now; once the pipeline has stopped.
   *
   * @param givenUp targets, by the folders that waited for them
   */
  SyncResult result(Map<String, TargetTrouble> givenUp, Duration elapsed) {
    Map<String, TargetTrouble> troubles = new LinkedHashMap<>(givenUp);
    List<FolderReport> reports = new ArrayList<>();
    for (FolderLine line : pipeline.lines()) {
      FolderConfig config = line.folder().config();
      reports.add(
          new FolderReport(
              config.path(),
              config.name(),
              config.target(),
              config.dataset(),
              counts(line),
              failures(line),
              elapsed));
    }
    List<String> lost =
        Stream.concat(
                pipeline.lines().stream().flatMap(line -> line.condition().rootLoss().stream()),
                workplace.ledgerLoss().stream())
            .toList();
    // A target that came back in time, and took everything, is no trouble any more.
    reports.stream()
        .filter(report -> report.counts().of(FileState.PENDING) == 0)
        .filter(report -> !isRefused(report.name(), troubles))
        .forEach(report -> troubles.remove(report.name()));
    return new SyncResult(
        reports, List.copyOf(troubles.values()), lost, requests(), Optional.empty());
  }

  private boolean isRefused(String folder, Map<String, TargetTrouble> troubles) {
    TargetTrouble trouble = troubles.get(folder);
    return trouble != null && trouble.kind() != TargetTrouble.Kind.THROTTLED && !reached(folder);
  }

  /** Whether the folder's dataset was found in this run. */
  private boolean reached(String folder) {
    return pipeline.lines().stream()
        .filter(line -> line.folder().name().equals(folder))
        .allMatch(FolderLine::hasDataset);
  }

  /**
   * What was done is counted from the run's events; what is left undone is the ledger's, so that
   * the counts are those of the failures that are listed.
   */
  private RunCounts counts(FolderLine line) {
    RunCounts told = tally.counts(line.folder().name());
    if (failures(line) instanceof ScopedFailures scoped) {
      return scoped.counts(told);
    }
    FolderCounts kept = workplace.ledger().counts(line.folder().folderId());
    return told.withUndone(kept);
  }

  /**
   * What can be said when the ledger cannot even be read: what was done. What is left undone is not
   * known, which the caller says.
   */
  SyncResult withoutLedger(Map<String, TargetTrouble> givenUp, String loss, Duration elapsed) {
    List<FolderReport> reports = new ArrayList<>();
    for (FolderLine line : pipeline.lines()) {
      FolderConfig config = line.folder().config();
      reports.add(
          new FolderReport(
              config.path(),
              config.name(),
              config.target(),
              config.dataset(),
              tally.counts(config.name()),
              consumer -> {},
              elapsed));
    }
    return new SyncResult(
        reports, List.copyOf(givenUp.values()), List.of(loss), requests(), Optional.empty());
  }

  private long requests() {
    boolean anyForFiles =
        workplace.links().keySet().stream()
            .anyMatch(target -> pipeline.poolStatus(target).itemCalls() > 0);
    // Targets may share a pace.
    return anyForFiles
        ? workplace.links().values().stream()
            .map(TargetLink::pace)
            .distinct()
            .mapToLong(Pace::allRequests)
            .sum()
        : 0;
  }

  private Failures failures(FolderLine line) {
    Failures all = new FailurePages(workplace.ledger(), line.folder().folderId());
    RunScope scope = scopes.get(line.folder().name());
    return scope == null ? all : new ScopedFailures(all, scope);
  }
}
