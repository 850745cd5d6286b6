package io.sluice.app;

import io.sluice.config.FolderConfig;
import io.sluice.file.DisplayText;
import io.sluice.file.RelativePath;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileChange;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Ledger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tries again what ended badly: all of it, or what a log names. */
final class RetryAssignment implements Assignment {
  private static final int PAGE = 1_000;

  private final Optional<LoggedFailures> log;
  private final Optional<Duplicates> duplicates;
  private final Clock clock;

  /**
   * @param duplicates where those files are told of that are sent beside what has their names;
   *     empty when none is
   */
  RetryAssignment(Optional<LoggedFailures> log, Optional<Duplicates> duplicates, Clock clock) {
    this.log = log;
    this.duplicates = duplicates;
    this.clock = clock;
  }

  @Override
  public Optional<RunScope> scope(FolderConfig folder, long folderId, Ledger ledger) {
    RunScope scope = new RunScope();
    Optional<Set<String>> named = LoggedFailures.named(log, folder.name()).map(HashSet::new);
    Optional<RelativePath> after = Optional.empty();
    List<FileEntry> page = ledger.filesIn(folderId, states(), after, PAGE);
    while (!page.isEmpty()) {
      List<FileChange> requeued = new ArrayList<>();
      for (FileEntry entry : page) {
        // A log has names as they are shown, which is not always the way back to a path.
        if (isRetried(entry) && (named.isEmpty() || named.get().remove(entry.path().display()))) {
          add(entry, scope, requeued);
        }
      }
      ledger.record(folderId, requeued, clock.instant());
      after = Optional.of(page.get(page.size() - 1).path());
      page = ledger.filesIn(folderId, states(), after, PAGE);
    }
    named.ifPresent(left -> left.forEach(path -> skipped(folder, path)));
    return Optional.of(scope);
  }

  private Set<EntryState> states() {
    EnumSet<EntryState> states = EnumSet.copyOf(RetryPass.RETRIED);
    if (duplicates.isPresent()) {
      states.add(EntryState.SKIPPED);
    }
    return states;
  }

  private static boolean isRetried(FileEntry entry) {
    return entry.state() != EntryState.SKIPPED || Duplicates.isOne(entry);
  }

  private void add(FileEntry entry, RunScope scope, List<FileChange> requeued) {
    scope.add(entry.path());
    if (duplicates.isPresent()) {
      scope.beside().add(entry.path());
    }
    if (entry.state() == EntryState.SKIPPED) {
      requeued.add(new FileChange.Requeued(entry.path()));
    }
  }

  private void skipped(FolderConfig folder, String path) {
    log.ifPresent(
        failures ->
            failures.note(
                DisplayText.of(folder.name() + "/" + path, 260)
                    + " is skipped: it is not failed, in conflict or incomplete any more"));
  }

  @Override
  public void tell(ControlClient daemon, String name, FolderConfig folder)
      throws DaemonGoneException, InterruptedException {
    if (duplicates.isPresent()) {
      duplicates.get().tell(daemon, name, folder, LoggedFailures.named(log, folder.name()));
    }
  }
}
