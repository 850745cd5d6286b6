package io.sluice.app;

import io.sluice.config.OnChange;
import io.sluice.file.FileState;
import io.sluice.file.RelativePath;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileDetails;
import io.sluice.ledger.FolderCounts;
import io.sluice.ledger.LedgerView;
import io.sluice.ledger.PathRange;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The files of one folder, as the ledger has them. Readable until its inventory is closed. */
public final class InventoryFolder {
  private static final int PAGE = 1_000;

  private final Path root;
  private final String name;
  private final String target;
  private final String dataset;
  private final Optional<OnChange> onChange;
  private final Optional<Rows> rows;

  /** Where the rows are. */
  record Rows(LedgerView ledger, long folderId) {}

  /**
   * @param onChange what the configuration says of files that change; empty where it has no such
   *     folder
   * @param rows empty for a folder that was never synced
   */
  InventoryFolder(
      Path root,
      String name,
      String target,
      String dataset,
      Optional<OnChange> onChange,
      Optional<Rows> rows) {
    this.root = root;
    this.name = name;
    this.target = target;
    this.dataset = dataset;
    this.onChange = onChange;
    this.rows = rows;
  }

  /** The folder. */
  public Path root() {
    return root;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** The target's name or, where the configuration does not have it, what it is. */
  public String target() {
    return target;
  }

  /** The dataset's name. */
  public String dataset() {
    return dataset;
  }

  /** Whether the ledger has rows of it at all. */
  public boolean isKnown() {
    return rows.isPresent();
  }

  /** How many files are in each state. */
  public Map<FileState, Long> counts() {
    EnumMap<FileState, Long> counts = new EnumMap<>(FileState.class);
    Optional<FolderCounts> known = rows.map(r -> r.ledger().counts(r.folderId()));
    for (FileState state : FileState.values()) {
      counts.put(state, known.map(c -> c.of(state)).orElse(0L));
    }
    return counts;
  }

  /** What is known of one file. */
  public Optional<FileOverview> file(RelativePath path) {
    return rows.flatMap(
        r ->
            r.ledger()
                .file(r.folderId(), path)
                .map(
                    details ->
                        FileExplanation.of(
                            details, r.ledger().formerNames(r.folderId(), path), onChange)));
  }

  /** Whether it has files below {@code directory}. */
  boolean hasBelow(RelativePath directory) {
    return rows.isPresent()
        && !page(rows.get(), EnumSet.allOf(EntryState.class), PathRange.below(directory), 1)
            .isEmpty();
  }

  /**
   * Hands files to {@code consumer}, in path order, a page of the ledger at a time.
   *
   * @param states which states
   * @param below the directory that they are in; the folder itself for all
   * @param most no more than so many
   */
  public void forEach(
      Set<FileState> states, RelativePath below, long most, Consumer<FileOverview> consumer) {
    if (rows.isEmpty()) {
      return;
    }
    Set<EntryState> wanted = EnumSet.noneOf(EntryState.class);
    for (EntryState state : EntryState.values()) {
      if (states.contains(state.reported())) {
        wanted.add(state);
      }
    }
    PathRange range = PathRange.below(below);
    long left = most;
    List<FileDetails> page = page(rows.get(), wanted, range, left);
    while (!page.isEmpty()) {
      page.forEach(details -> consumer.accept(FileExplanation.of(details, List.of(), onChange)));
      left -= page.size();
      range = range.following(page.get(page.size() - 1).file().path());
      page = left == 0 ? List.of() : page(rows.get(), wanted, range, left);
    }
  }

  private static List<FileDetails> page(
      Rows rows, Set<EntryState> states, PathRange range, long most) {
    return rows.ledger().page(rows.folderId(), states, range, (int) Math.min(PAGE, most));
  }
}
