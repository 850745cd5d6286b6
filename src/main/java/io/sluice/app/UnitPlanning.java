package io.sluice.app;

import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.item.RemoteName;
import io.sluice.ledger.ClaimAnswer;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Lane;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.NameClaim;
import io.sluice.ledger.PartClaim;
import io.sluice.target.Dataset;
import io.sluice.target.InvalidNameException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes items of the directories of one folder: a directory is planned once all the files that it
 * has on disk are ready. Runs on the intake thread alone; the disk is looked at by others.
 */
final class UnitPlanning implements NamePlanning {
  private static final int PAGE = 500;

  /** What a file is told that no item is made of. */
  static final String IN_NO_DIRECTORY =
      "lies in no first-level directory, which is what becomes an item here";

  private static final Set<EntryState> READY = EnumSet.of(EntryState.READY);

  private final FolderContext folder;
  private final Ledger ledger;
  private final FolderOutcomes outcomes;
  private final UnitRules rules;
  private final UnitSearch search;
  private final InspectionDesk desk;
  private final Clock clock;
  private Optional<Dataset> dataset = Optional.empty();

  private Optional<RelativePath> after = Optional.empty();
  private boolean mayHaveReady = true;
  private boolean looking;
  private boolean planned;

  UnitPlanning(
      FolderContext folder,
      UnitRules rules,
      UnitSearch search,
      Ledger ledger,
      FolderOutcomes outcomes,
      InspectionDesk desk,
      Clock clock) {
    this.folder = folder;
    this.rules = rules;
    this.search = search;
    this.ledger = ledger;
    this.outcomes = outcomes;
    this.desk = desk;
    this.clock = clock;
  }

  @Override
  public void opened(Dataset opened) {
    dataset = Optional.of(opened);
    mayHaveReady = true;
  }

  @Override
  public void closed() {
    dataset = Optional.empty();
  }

  @Override
  public Optional<Dataset> dataset() {
    return dataset;
  }

  @Override
  public void mayHaveReady() {
    mayHaveReady = true;
  }

  @Override
  public boolean isDue() {
    return dataset.isPresent() && mayHaveReady && !looking;
  }

  @Override
  public boolean isBusy() {
    return looking || search.isBusy() || isDue();
  }

  @Override
  public boolean planPage() {
    List<FileEntry> ready = ledger.filesIn(folder.folderId(), READY, after, PAGE);
    boolean last = ready.size() < PAGE;
    after = last ? Optional.empty() : Optional.of(ready.get(PAGE - 1).path());
    mayHaveReady = !last;
    list(ready);
    boolean wake = planned;
    planned = false;
    return wake;
  }

  private void list(List<FileEntry> ready) {
    for (FileEntry entry : ready) {
      if (folder.unitOf(entry.path()).isEmpty()) {
        outcomes.failed(sighting(entry), IN_NO_DIRECTORY);
      }
    }
    Map<RelativePath, List<RelativePath>> directories = byUnit(ready);
    if (!directories.isEmpty()) {
      looking = true;
      desk.listUnits(
          directories,
          found -> {
            looking = false;
            plan(found, ready);
          },
          () -> looking = false);
    }
  }

  private Map<RelativePath, List<RelativePath>> byUnit(List<FileEntry> ready) {
    Map<RelativePath, List<RelativePath>> units = new LinkedHashMap<>();
    for (FileEntry entry : ready) {
      folder
          .unitOf(entry.path())
          .ifPresent(
              unit -> units.computeIfAbsent(unit, key -> new ArrayList<>()).add(entry.path()));
    }
    return units;
  }

  private void plan(List<UnitFiles> units, List<FileEntry> page) {
    if (outcomes.isPending()) {
      // What was concluded of these files meanwhile is in the ledger before it is asked.
      outcomes.flush();
      mayHaveReady = true;
    }
    Map<RelativePath, List<RelativePath>> lately = byUnit(page);
    for (UnitFiles unit : units) {
      if (dataset.isPresent()) {
        Set<RelativePath> paths = new LinkedHashSet<>(lately.get(unit.directory()));
        unit.files().forEach(file -> paths.add(file.path()));
        rules
            .judge(unit, ledger.files(folder.folderId(), paths))
            .ifPresent(ready -> claim(unit, ready));
      }
      // Else it was closed while the disk was looked at, or for the unit before; all come again.
    }
  }

  private void claim(UnitFiles unit, List<FileEntry> ready) {
    FileEntry first = ready.get(0);
    List<PartClaim> others =
        ready.subList(1, ready.size()).stream()
            .map(entry -> new PartClaim(entry.path(), entry.stamp()))
            .toList();
    try {
      RemoteName name = folder.unitName(dataset.orElseThrow().id(), unit.directory());
      boolean live = ready.stream().anyMatch(entry -> entry.lane() == Lane.LIVE);
      NameClaim claim =
          new NameClaim(
              first.path(),
              first.stamp(),
              name,
              live ? Lane.LIVE : Lane.BACKLOG,
              live ? 0 : first.stamp().modifiedAt().getEpochSecond(),
              Optional.empty(),
              Set.of(),
              folder.itemOptions(),
              others);
      answered(
          claim, ready, ledger.plan(folder.folderId(), List.of(claim), clock.instant()).get(0));
    } catch (InvalidNameException e) {
      ready.forEach(entry -> outcomes.failed(sighting(entry), e.getMessage()));
    }
  }

  private void answered(NameClaim claim, List<FileEntry> ready, ClaimAnswer answer) {
    if (answer instanceof ClaimAnswer.Granted) {
      planned = true;
      // For the next turn to wake the pool.
      mayHaveReady = true;
      return;
    }
    if (answer instanceof ClaimAnswer.TakenBy taken) {
      conflict(ready, folder.collision(claim.name().path(), claim.path(), taken.owner()));
    } else {
      // The dataset was opened anew meanwhile, and the news of it is on its way.
      closed();
    }
  }

  private void conflict(List<FileEntry> files, String reason) {
    files.forEach(entry -> outcomes.conflict(sighting(entry), reason, entry.lane()));
  }

  private static Sighting sighting(FileEntry entry) {
    return new Sighting(entry.path(), entry.stamp());
  }
}
