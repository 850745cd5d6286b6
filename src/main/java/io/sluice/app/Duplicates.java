package io.sluice.app;

import io.sluice.config.ClarifaiTargetConfig;
import io.sluice.config.FolderConfig;
import io.sluice.config.SluiceConfig;
import io.sluice.config.TargetConfig;
import io.sluice.file.DisplayText;
import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileChange;
import io.sluice.ledger.FileDetails;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.KnownFolder;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.LedgerView;
import io.sluice.ledger.PathRange;
import io.sluice.upload.ByNameAlone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Files that were not sent because something has their name, or may have it: in conflict, failed,
 * or skipped by the name alone. Reads the ledger beside whoever has it.
 *
 * @param config which targets folders feed
 */
public record Duplicates(SluiceConfig config) {
  private static final int PAGE = 500;

  /** So that a request to a daemon stays well below the longest that it takes. */
  private static final int MOST_CHARS = 30_000;

  /**
   * Makes sure that such files can be sent.
   *
   * @throws StartException when a folder's target does not have ids that may be taken
   */
  public void requireSentFrom(List<FolderConfig> folders) throws StartException {
    for (FolderConfig folder : folders) {
      TargetConfig target = config.target(folder.target()).orElseThrow();
      if (!(target instanceof ClarifaiTargetConfig)) {
        throw new StartException(
            "--retry-duplicates is for targets of type clarifai, where an id may be taken; folder "
                + DisplayText.of(folder.name())
                + " goes to "
                + target.name()
                + " ("
                + Targets.type(target)
                + "), where 'on-conflict: rename' sends such files; --folder names others");
      }
    }
  }

  /**
   * As {@link #requireSentFrom}, of files that no folder has.
   *
   * @param target the name of a target
   */
  void requireSentTo(String target) throws StartException {
    TargetConfig known = config.target(target).orElseThrow();
    if (!(known instanceof ClarifaiTargetConfig)) {
      throw new StartException(
          "--retry-duplicates is for targets of type clarifai, where an id may be taken, not for "
              + DisplayText.of(target)
              + " ("
              + Targets.type(known)
              + ")");
    }
  }

  /** Has those that were skipped looked at again. */
  static void requeueSkipped(Ledger ledger, long folderId, Instant now) {
    Optional<RelativePath> after = Optional.empty();
    List<FileEntry> page;
    do {
      page = ledger.filesIn(folderId, EnumSet.of(EntryState.SKIPPED), after, PAGE);
      List<FileChange> requeued = new ArrayList<>();
      page.stream()
          .filter(Duplicates::isOne)
          .forEach(entry -> requeued.add(new FileChange.Requeued(entry.path())));
      ledger.record(folderId, requeued, now);
      after = page.isEmpty() ? after : Optional.of(page.get(page.size() - 1).path());
    } while (page.size() == PAGE);
  }

  /** Whether a file may be one, as an inventory shows it. */
  public static boolean isOne(FileOverview file) {
    return file.state() != FileState.SKIPPED || ByNameAlone.isSaidIn(file.reason());
  }

  /** Whether a file may be one; of one that failed the target knows. */
  static boolean isOne(FileEntry entry) {
    return entry.state().reported() == FileState.SKIPPED
        ? ByNameAlone.isSaidIn(entry.reason())
        : RetryPass.RETRIED.contains(entry.state());
  }

  /**
   * Tells a daemon of them.
   *
   * @param named those that it is for, as they are shown; empty for all
   */
  void tell(ControlClient daemon, String name, FolderConfig folder, Optional<Set<String>> named)
      throws DaemonGoneException, InterruptedException {
    Optional<LedgerView> opened = LedgerViews.in(config.stateDirectory());
    if (opened.isEmpty()) {
      return;
    }
    try (LedgerView ledger = opened.get()) {
      TargetConfig target = config.target(folder.target()).orElseThrow();
      Optional<KnownFolder> known =
          ledger.folders().stream()
              .filter(one -> one.key().root().equals(folder.path()))
              .filter(one -> one.key().dataset().equals(folder.dataset()))
              .filter(one -> RunningDaemon.isSame(one.key().target(), target))
              .findFirst();
      if (known.isPresent()) {
        tell(daemon, name, new Rows(ledger, known.get().id()), named);
      }
    }
  }

  /** Where the rows of a folder are. */
  private record Rows(LedgerView ledger, long folderId) {
    List<FileDetails> page(PathRange range) {
      Set<EntryState> states = EnumSet.copyOf(RetryPass.RETRIED);
      states.add(EntryState.SKIPPED);
      return ledger.page(folderId, states, range, PAGE);
    }
  }

  private static void tell(
      ControlClient daemon, String name, Rows rows, Optional<Set<String>> named)
      throws DaemonGoneException, InterruptedException {
    PathRange range = PathRange.below(RelativePath.ROOT);
    List<FileDetails> page = rows.page(range);
    while (!page.isEmpty()) {
      List<RelativePath> paths = new ArrayList<>();
      int chars = 0;
      for (FileDetails details : page) {
        RelativePath path = details.file().path();
        if (isOne(details.file()) && named.map(n -> n.contains(path.display())).orElse(true)) {
          chars += path.encoded().length();
          if (chars > MOST_CHARS && !paths.isEmpty()) {
            daemon.sendBeside(name, List.copyOf(paths));
            paths.clear();
            chars = path.encoded().length();
          }
          paths.add(path);
        }
      }
      if (!paths.isEmpty()) {
        daemon.sendBeside(name, paths);
      }
      range = range.following(page.get(page.size() - 1).file().path());
      page = rows.page(range);
    }
  }
}
