package io.sluice.app;

import io.sluice.config.FolderConfig;
import io.sluice.file.RelativePath;
import io.sluice.ledger.FileChange;
import io.sluice.ledger.Ledger;
import io.sluice.report.FileFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Uploads of files again that their dataset has lost. */
final class RepairAssignment implements Assignment {
  private static final int PAGE = 500;

  /** So that a request to a daemon stays well below the longest that it takes. */
  private static final int MOST_CHARS = 30_000;

  private final Map<String, SpooledFailures> missing;
  private final Clock clock;

  /**
   * @param missing the files, by the names of their folders
   */
  RepairAssignment(Map<String, SpooledFailures> missing, Clock clock) {
    this.missing = Map.copyOf(missing);
    this.clock = clock;
  }

  /** Takes a page of files. */
  private interface Page {
    void take(List<RelativePath> paths) throws DaemonGoneException, InterruptedException;
  }

  @Override
  public Optional<RunScope> scope(FolderConfig folder, long folderId, Ledger ledger) {
    RunScope scope = new RunScope();
    missing(folder).forEach(failure -> scope.add(failure.path()));
    try {
      forPages(folder, paths -> ledger.record(folderId, requeued(paths), clock.instant()));
    } catch (DaemonGoneException | InterruptedException e) {
      throw new IllegalStateException("a ledger does not do that", e);
    }
    return Optional.of(scope);
  }

  private static List<FileChange> requeued(List<RelativePath> paths) {
    return paths.stream().<FileChange>map(FileChange.Requeued::new).toList();
  }

  @Override
  public void tell(ControlClient daemon, String name, FolderConfig folder)
      throws DaemonGoneException, InterruptedException {
    forPages(folder, paths -> daemon.repair(name, paths));
  }

  private void forPages(FolderConfig folder, Page page)
      throws DaemonGoneException, InterruptedException {
    List<RelativePath> paths = new ArrayList<>();
    int chars = 0;
    try (SpooledFailures.Reading reading = missing(folder).read()) {
      for (Optional<FileFailure> next = reading.next(); next.isPresent(); next = reading.next()) {
        RelativePath path = next.get().path();
        chars += path.encoded().length();
        if (!paths.isEmpty() && (chars > MOST_CHARS || paths.size() == PAGE)) {
          page.take(List.copyOf(paths));
          paths.clear();
          chars = path.encoded().length();
        }
        paths.add(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the list of missing files cannot be read back", e);
    }
    if (!paths.isEmpty()) {
      page.take(paths);
    }
  }

  private SpooledFailures missing(FolderConfig folder) {
    return Objects.requireNonNull(missing.get(folder.name()));
  }

  @Override
  public boolean concludeAnew() {
    return false;
  }
}
