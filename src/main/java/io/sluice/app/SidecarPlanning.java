package io.sluice.app;

import io.sluice.file.RelativePath;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Ledger;
import io.sluice.target.Dataset;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Plans the files of a folder that have sidecars: looks at what lies beside each that is ready, and
 * has those planned whose turn it is. Runs on the intake thread alone; the disk is looked at by
 * others.
 */
final class SidecarPlanning implements NamePlanning {
  private static final int PAGE = 2_000;
  private static final Set<EntryState> READY = EnumSet.of(EntryState.READY);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** Looking again and again at files that wait takes no more than this part of the time. */
  private static final int PAUSES = 10;

  private final FolderContext folder;
  private final FolderPlanning plain;
  private final SidecarRules rules;
  private final Ledger ledger;
  private final InspectionDesk desk;
  private final Clock clock;
  private Optional<RelativePath> after = Optional.empty();
  private boolean mayHaveReady = true;
  private boolean looking;
  private boolean planned;
  private Instant notBefore = Instant.MIN;

  SidecarPlanning(
      FolderContext folder,
      FolderPlanning plain,
      SidecarRules rules,
      Ledger ledger,
      InspectionDesk desk,
      Clock clock) {
    this.folder = folder;
    this.plain = plain;
    this.rules = rules;
    this.ledger = ledger;
    this.desk = desk;
    this.clock = clock;
  }

  @Override
  public void opened(Dataset opened) {
    plain.opened(opened);
    mayHaveReady = true;
  }

  @Override
  public void closed() {
    plain.closed();
  }

  @Override
  public Optional<Dataset> dataset() {
    return plain.dataset();
  }

  @Override
  public void mayHaveReady() {
    mayHaveReady = true;
  }

  @Override
  public boolean isDue() {
    return planned
        || (dataset().isPresent()
            && mayHaveReady
            && !looking
            && !plain.isComparing()
            && !clock.instant().isBefore(notBefore));
  }

  @Override
  public boolean isBusy() {
    return looking || plain.isComparing() || isDue();
  }

  @Override
  public boolean planPage() {
    boolean wake = planned;
    planned = false;
    if (!isDue()) {
      return wake;
    }
    List<FileEntry> ready = ledger.filesIn(folder.folderId(), READY, after, PAGE);
    boolean last = ready.size() < PAGE;
    after = last ? Optional.empty() : Optional.of(ready.get(PAGE - 1).path());
    mayHaveReady = !last;
    if (!ready.isEmpty()) {
      look(ready);
    }
    return wake;
  }

  private void look(List<FileEntry> ready) {
    looking = true;
    Instant begin = clock.instant();
    desk.pairSidecars(
        ready.stream().map(FileEntry::path).toList(),
        pairs -> {
          looking = false;
          Instant end = clock.instant();
          boolean moved = plan(ready, pairs);
          notBefore = moved ? Instant.MIN : end.plus(pause(Duration.between(begin, end)));
        },
        () -> looking = false);
  }

  private static Duration pause(Duration took) {
    Duration pause = took.multipliedBy(PAUSES);
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  /** Whether any of them is not where it was. */
  private boolean plan(List<FileEntry> ready, SidecarPairs pairs) {
    if (dataset().isEmpty()) {
      return false;
    }
    Set<RelativePath> paths = new HashSet<>(pairs.paths());
    ready.forEach(entry -> paths.add(entry.path()));
    Map<RelativePath, FileEntry> rows = ledger.files(folder.folderId(), paths);
    List<FolderPlanning.Chosen> chosen = new ArrayList<>();
    for (FileEntry seen : ready) {
      FileEntry entry = rows.get(seen.path());
      // What lies beside it was looked at meanwhile, and so may others have done.
      if (entry != null && entry.state() == EntryState.READY) {
        rules.judge(entry, pairs, rows).ifPresent(chosen::add);
      }
    }
    boolean granted = !chosen.isEmpty() && plain.plan(chosen);
    planned = planned || granted;
    return granted;
  }
}
