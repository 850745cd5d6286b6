package io.sluice.app;

import io.sluice.config.ItemMergeMode;
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

  private static final int MOST_CHANNELS = 16;
  private static final Set<EntryState> READY = EnumSet.of(EntryState.READY);
  private static final Set<EntryState> UNDONE =
      EnumSet.of(EntryState.FAILED, EntryState.CONFLICT, EntryState.INCOMPLETE);
  private static final Set<EntryState> THERE = EnumSet.of(EntryState.UPLOADED, EntryState.SKIPPED);

  private final FolderContext folder;
  private final boolean oneShot;
  private final Ledger ledger;
  private final FolderOutcomes outcomes;
  private final InspectionDesk desk;
  private final Clock clock;
  private Optional<Dataset> dataset = Optional.empty();

  private Optional<RelativePath> after = Optional.empty();
  private boolean mayHaveReady = true;
  private boolean looking;
  private boolean planned;

  UnitPlanning(
      FolderContext folder,
      boolean oneShot,
      Ledger ledger,
      FolderOutcomes outcomes,
      InspectionDesk desk,
      Clock clock) {
    this.folder = folder;
    this.oneShot = oneShot;
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
    return looking || isDue();
  }

  @Override
  public boolean planPage() {
    List<FileEntry> ready = ledger.filesIn(folder.folderId(), READY, after, PAGE);
    boolean last = ready.size() < PAGE;
    after = last ? Optional.empty() : Optional.of(ready.get(PAGE - 1).path());
    mayHaveReady = !last;
    Set<RelativePath> directories = new LinkedHashSet<>();
    for (FileEntry entry : ready) {
      Optional<RelativePath> unit = folder.unitOf(entry.path());
      if (unit.isPresent()) {
        directories.add(unit.get());
      } else {
        outcomes.failed(new Sighting(entry.path(), entry.stamp()), IN_NO_DIRECTORY);
      }
    }
    if (!directories.isEmpty()) {
      looking = true;
      desk.listUnits(
          List.copyOf(directories),
          found -> {
            looking = false;
            found.forEach(this::plan);
          },
          () -> looking = false);
    }
    boolean wake = planned;
    planned = false;
    return wake;
  }

  private void plan(UnitFiles unit) {
    if (dataset.isEmpty()) {
      // It was closed while the disk was looked at, or for the unit before; all come again with it.
      return;
    }
    Map<RelativePath, FileEntry> entries =
        ledger.files(folder.folderId(), unit.files().stream().map(Sighting::path).toList());
    List<FileEntry> ready = new ArrayList<>();
    Optional<FileEntry> undone = Optional.empty();
    boolean there = false;
    boolean waits = unit.files().isEmpty();
    for (Sighting file : unit.files()) {
      FileEntry entry = entries.get(file.path());
      if (entry == null || !entry.stamp().sameContentStamp(file.stamp())) {
        waits = true;
      } else if (entry.state() == EntryState.READY) {
        ready.add(entry);
      } else if (THERE.contains(entry.state())) {
        there = true;
      } else if (UNDONE.contains(entry.state())) {
        undone = Optional.of(entry);
      } else {
        waits = true;
      }
    }
    if (waits || ready.isEmpty()) {
      return;
    }
    decide(unit, ready, there, undone);
  }

  private void decide(
      UnitFiles unit, List<FileEntry> ready, boolean there, Optional<FileEntry> undone) {
    Optional<String> refusal = refusal(unit);
    if (there) {
      conflict(ready, cameAfter(unit.directory()));
    } else if (undone.isPresent()) {
      waitFor(undone.get(), ready);
    } else if (refusal.isPresent()) {
      for (FileEntry entry : ready) {
        outcomes.failed(sighting(entry), refusal.get());
      }
    } else {
      claim(unit, ready);
    }
  }

  /** A daemon goes on waiting; the others become ready, or are reported by themselves. */
  private void waitFor(FileEntry undone, List<FileEntry> ready) {
    if (oneShot) {
      String reason =
          "is not sent without "
              + undone.path().fileName().display()
              + ", which is "
              + undone.state().reported().word();
      for (FileEntry entry : ready) {
        Found found = new Found(sighting(entry), Optional.of(entry), false);
        outcomes.incomplete(found, reason, entry.lane(), true);
      }
    }
  }

  /** Why the files cannot be one item. */
  private Optional<String> refusal(UnitFiles unit) {
    Optional<String> unzipped = folder.hasVolumes() ? unit.zipTrouble() : Optional.empty();
    return tooMany(folder, unit.directory(), unit.files().size())
        .or(() -> unzipped)
        .or(unit::trouble);
  }

  /** Why {@code count} files are more than one item can have. */
  static Optional<String> tooMany(FolderContext folder, RelativePath directory, long count) {
    boolean channels = folder.config().media().merge().equals(Optional.of(ItemMergeMode.CHANNELS));
    long most = UnitFiles.most(folder);
    String has = directory.display() + " has " + (count > most ? "more" : Long.toString(count));
    if (channels && count > MOST_CHANNELS) {
      return Optional.of(has + " images, and an item has at most " + MOST_CHANNELS + " channels");
    }
    return folder.hasUnits() && count > most
        ? Optional.of(has + " files than " + most + ", the most of one item")
        : Optional.empty();
  }

  /** What files are told that are not part of the item that was made of their directory. */
  static String cameAfter(RelativePath directory) {
    return "came after the upload of " + directory.display() + ", which stays as it is";
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
