package io.sluice.app;

import io.sluice.config.FolderConfig;
import io.sluice.file.DisplayText;
import io.sluice.file.RelativePath;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Ledger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tries again what ended badly: all of it, or what a log names. */
final class RetryAssignment implements Assignment {
  private static final int PAGE = 1_000;

  private final Optional<LoggedFailures> log;

  RetryAssignment(Optional<LoggedFailures> log) {
    this.log = log;
  }

  @Override
  public Optional<RunScope> scope(FolderConfig folder, long folderId, Ledger ledger) {
    RunScope scope = new RunScope();
    Optional<Set<String>> named = LoggedFailures.named(log, folder.name()).map(HashSet::new);
    Optional<RelativePath> after = Optional.empty();
    List<FileEntry> page = ledger.filesIn(folderId, RetryPass.RETRIED, after, PAGE);
    while (!page.isEmpty()) {
      for (FileEntry entry : page) {
        // A log has names as they are shown, which is not always the way back to a path.
        if (named.isEmpty() || named.get().remove(entry.path().display())) {
          scope.add(entry.path());
        }
      }
      after = Optional.of(page.get(page.size() - 1).path());
      page = ledger.filesIn(folderId, RetryPass.RETRIED, after, PAGE);
    }
    named.ifPresent(left -> left.forEach(path -> skipped(folder, path)));
    return Optional.of(scope);
  }

  private void skipped(FolderConfig folder, String path) {
    log.ifPresent(
        failures ->
            failures.note(
                DisplayText.of(folder.name() + "/" + path, 260)
                    + " is skipped: it is not failed, in conflict or incomplete any more"));
  }
}
