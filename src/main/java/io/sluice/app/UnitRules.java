package io.sluice.app;

import io.sluice.config.ItemMergeMode;
import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Lane;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the files of a directory can be sent as one item, and what becomes of them where they
 * cannot. Used on the intake thread alone.
 */
final class UnitRules {
  private static final int MOST_CHANNELS = 16;

  private final FolderContext folder;
  private final boolean oneShot;
  private final FolderOutcomes outcomes;
  private final UnitSearch search;

  UnitRules(FolderRun run, FolderOutcomes outcomes, UnitSearch search) {
    this.folder = run.folder();
    this.oneShot = run.oneShot();
    this.outcomes = outcomes;
    this.search = search;
  }

  /** How far a file of a directory is. */
  private enum Standing {
    READY,
    COMING,
    UNDONE,
    THERE
  }

  /**
   * The files of a directory that are to be one item, in its order, if its turn has come: these are
   * all that it has on disk. Else what becomes of those that are ready is recorded, or it waits,
   * and what it waits for is looked at.
   *
   * @param rows what the ledger has of its files on disk, and of others that were ready lately
   */
  Optional<List<FileEntry>> judge(UnitFiles unit, Map<RelativePath, FileEntry> rows) {
    Lane lane = rows.values().stream().anyMatch(UnitRules::isLive) ? Lane.LIVE : Lane.BACKLOG;
    boolean coming = lookForMissing(unit, rows, lane);
    Map<Standing, List<FileEntry>> files = new EnumMap<>(Standing.class);
    for (Sighting file : unit.files()) {
      Optional<FileEntry> row = Optional.ofNullable(rows.get(file.path()));
      Standing standing = standing(file, row, lane);
      coming |= standing == Standing.COMING;
      row.ifPresent(one -> files.computeIfAbsent(standing, key -> new ArrayList<>()).add(one));
    }
    List<FileEntry> ready = files.getOrDefault(Standing.READY, List.of());
    if (coming || ready.isEmpty()) {
      return Optional.empty();
    }
    boolean there = files.containsKey(Standing.THERE);
    return decide(unit, ready, there, files.getOrDefault(Standing.UNDONE, List.of()));
  }

  private static boolean isLive(FileEntry row) {
    return row.state() == EntryState.READY && row.lane() == Lane.LIVE;
  }

  /** Whether files that were ready are not on disk any more: a look tells what became of each. */
  private boolean lookForMissing(UnitFiles unit, Map<RelativePath, FileEntry> rows, Lane lane) {
    Set<RelativePath> onDisk = new HashSet<>();
    unit.files().forEach(file -> onDisk.add(file.path()));
    boolean missing = false;
    for (FileEntry row : rows.values()) {
      if (row.state() == EntryState.READY && !onDisk.contains(row.path())) {
        search.lookFor(row.path(), Optional.of(row), lane);
        missing = true;
      }
    }
    return missing;
  }

  private Standing standing(Sighting file, Optional<FileEntry> row, Lane lane) {
    boolean same = row.filter(one -> one.stamp().sameContentStamp(file.stamp())).isPresent();
    EntryState state = row.map(FileEntry::state).orElse(EntryState.VANISHED);
    return switch (state) {
      case READY -> same ? Standing.READY : coming(file, row, lane);
      case QUEUED -> Standing.COMING;
      // A daemon's next scan looks again at one that it could not read.
      case SETTLING -> same && !oneShot ? Standing.COMING : coming(file, row, lane);
      case VANISHED -> coming(file, row, lane);
      case FAILED, CONFLICT, INCOMPLETE -> undone(file, row, same, lane);
      // An item that is there stays as it is, whatever becomes of this file.
      case UPLOADED, SKIPPED -> Standing.THERE;
    };
  }

  private Standing coming(Sighting file, Optional<FileEntry> row, Lane lane) {
    search.lookFor(file.path(), row, lane);
    return Standing.COMING;
  }

  /** A run that ends tries each again once, and has told what that came to. */
  private Standing undone(Sighting file, Optional<FileEntry> row, boolean same, Lane lane) {
    if (oneShot) {
      boolean concluded = search.isWalked() && !search.isAwaited(file.path());
      return concluded ? Standing.UNDONE : Standing.COMING;
    }
    if (!same) {
      search.lookFor(file.path(), row, lane);
    }
    return Standing.UNDONE;
  }

  private Optional<List<FileEntry>> decide(
      UnitFiles unit, List<FileEntry> ready, boolean there, List<FileEntry> undone) {
    Optional<String> tooMany = tooMany(folder, unit.directory(), unit.files().size());
    if (there) {
      String reason = cameAfter(unit.directory());
      ready.forEach(entry -> outcomes.conflict(sighting(entry), reason, entry.lane()));
      return Optional.empty();
    }
    if (tooMany.isEmpty() && !undone.isEmpty()) {
      waitFor(undone.get(undone.size() - 1), ready);
      return Optional.empty();
    }
    Optional<String> refusal = tooMany.or(() -> refusal(unit));
    refusal.ifPresent(reason -> ready.forEach(entry -> outcomes.failed(sighting(entry), reason)));
    return refusal.isPresent() ? Optional.empty() : Optional.of(ready);
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

  /** Why the files cannot be one item, though they are not too many. */
  private Optional<String> refusal(UnitFiles unit) {
    Optional<String> unzipped = folder.hasVolumes() ? unit.zipTrouble() : Optional.empty();
    return unzipped.or(unit::trouble);
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

  private static Sighting sighting(FileEntry entry) {
    return new Sighting(entry.path(), entry.stamp());
  }
}
