package io.sluice.app;

import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Ledger;
import io.sluice.plan.Decision;
import io.sluice.source.Look;
import io.sluice.source.RootUnavailableException;
import io.sluice.source.ScanVisitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * Has files looked at by the folder's inspection threads, and brings the answers back to the intake
 * thread. Every answer comes exactly once, unless the service is stopping.
 */
final class InspectionDesk {
  private final FolderContext folder;
  private final Inspector inspector;
  private final Ledger ledger;
  private final Executor inspectors;
  private final LongPredicate folderIsThere;
  private final Inbox inbox;
  private final Runnable onRootLost;
  private int listings;

  /**
   * @param folderIsThere whether one of the other folders, by its row in the ledger, is known to be
   *     the directory that had its files
   * @param onRootLost told on the intake thread when the folder itself is not there
   */
  InspectionDesk(
      FolderContext folder,
      Inspector inspector,
      Ledger ledger,
      Executor inspectors,
      LongPredicate folderIsThere,
      Inbox inbox,
      Runnable onRootLost) {
    this.folder = folder;
    this.inspector = inspector;
    this.ledger = ledger;
    this.inspectors = inspectors;
    this.folderIsThere = folderIsThere;
    this.inbox = inbox;
    this.onRootLost = onRootLost;
  }

  /** Takes what was found at one path, on the intake thread. */
  @FunctionalInterface
  interface LookConsumer {
    /**
     * Takes one answer.
     *
     * @param look what is there
     * @param entry what the ledger knows of the path
     * @param found the file, when there is one that calls for something
     */
    void accept(Look look, Optional<FileEntry> entry, Optional<Found> found);
  }

  void inspect(Found found, boolean withDigest, Consumer<Inspection> answer) {
    inspectors.execute(
        () -> {
          Inspection result = inspector.inspect(found.sighting(), withDigest);
          inbox.post(() -> answer.accept(result));
        });
  }

  /**
   * Looks at a path.
   *
   * @param lost run instead of {@code answer} when the folder itself is not there, so that nothing
   *     can be said of the path
   */
  void look(RelativePath path, LookConsumer answer, Runnable lost) {
    inspectors.execute(
        () -> {
          try {
            Look look = inspector.look(path);
            if (look instanceof Look.Gone && !inspector.isRootThere()) {
              postLost(lost);
              return;
            }
            RelativePath subject = look instanceof Look.Found file ? file.file().path() : path;
            Optional<FileEntry> entry =
                Optional.ofNullable(ledger.files(folder.folderId(), List.of(subject)).get(subject));
            Optional<Found> found = callsForSomething(look, entry);
            inbox.post(() -> answer.accept(look, entry, found));
          } catch (RootUnavailableException e) {
            postLost(lost);
          }
        });
  }

  private void postLost(Runnable lost) {
    inbox.post(
        () -> {
          lost.run();
          onRootLost.run();
        });
  }

  private Optional<Found> callsForSomething(Look look, Optional<FileEntry> entry)
      throws RootUnavailableException {
    if (!(look instanceof Look.Found file)) {
      return Optional.empty();
    }
    Sighting sighting = file.file();
    if (folder.planner().decide(sighting, entry) != Decision.SETTLE) {
      return Optional.empty();
    }
    return Optional.of(new Found(sighting, entry, inspector.isMarked(sighting.path())));
  }

  /** Lists the files directly in a directory; those that call for something come back. */
  void list(RelativePath directory, Consumer<Found> answer) {
    listings++;
    inspectors.execute(
        () -> {
          try {
            folder.scan().runIn(directory, new ListingVisitor(answer));
          } catch (RootUnavailableException e) {
            inbox.post(onRootLost);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          inbox.post(() -> listings--);
        });
  }

  /**
   * Lists directories that are to become one item each.
   *
   * @param directories with files of each that are listed whatever else it has, if they are there
   * @param lost run instead of {@code answer} when the folder itself is not there
   */
  void listUnits(
      Map<RelativePath, List<RelativePath>> directories,
      Consumer<List<UnitFiles>> answer,
      Runnable lost) {
    inspectors.execute(
        () -> {
          try {
            List<UnitFiles> found = new ArrayList<>();
            for (Map.Entry<RelativePath, List<RelativePath>> unit : directories.entrySet()) {
              found.add(UnitFiles.list(folder, unit.getKey(), unit.getValue()));
            }
            inbox.post(() -> answer.accept(found));
          } catch (RootUnavailableException e) {
            postLost(lost);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /**
   * Looks at what lies beside files that may have sidecars, or be some.
   *
   * @param lost run instead of {@code answer} when the folder itself is not there
   */
  void pairSidecars(List<RelativePath> paths, Consumer<SidecarPairs> answer, Runnable lost) {
    inspectors.execute(
        () -> {
          try {
            SidecarPairs pairs = SidecarPairs.read(folder, paths);
            inbox.post(() -> answer.accept(pairs));
          } catch (RootUnavailableException e) {
            postLost(lost);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  boolean isListing() {
    return listings > 0;
  }

  /** Compares claimants with the owners of their names; the answers are in the same order. */
  void compare(List<Contest> contests, Consumer<List<RivalComparison>> answer) {
    inspectors.execute(
        () -> {
          List<RivalComparison> compared = contests.stream().map(this::compare).toList();
          inbox.post(() -> answer.accept(compared));
        });
  }

  private RivalComparison compare(Contest contest) {
    return RivalComparison.of(
        folder.root(), contest.claim(), contest.owner(), contest.byContent(), this::isThere);
  }

  /** That this folder is there is shown by the claimant, which was just found in it. */
  private boolean isThere(long folderId) {
    return folderId == folder.folderId() ? inspector.isRootThere() : folderIsThere.test(folderId);
  }

  /** Posts what a listing finds. What it cannot read, the next scan reports. */
  private final class ListingVisitor implements ScanVisitor {
    private final Consumer<Found> answer;

    ListingVisitor(Consumer<Found> answer) {
      this.answer = answer;
    }

    @Override
    public void files(List<Sighting> chunk) throws InterruptedException {
      List<RelativePath> paths = chunk.stream().map(Sighting::path).toList();
      Map<RelativePath, FileEntry> known = ledger.files(folder.folderId(), paths);
      for (Sighting sighting : chunk) {
        Optional<FileEntry> entry = Optional.ofNullable(known.get(sighting.path()));
        if (folder.planner().decide(sighting, entry) == Decision.SETTLE) {
          boolean marked = isMarked(sighting.path());
          inbox.post(() -> answer.accept(new Found(sighting, entry, marked)));
        }
      }
    }

    private boolean isMarked(RelativePath path) {
      try {
        return inspector.isMarked(path);
      } catch (RootUnavailableException e) {
        return false;
      }
    }

    @Override
    public void tooLarge(Sighting file, long limitBytes) {}

    @Override
    public void unreadable(RelativePath path, String reason) {}
  }
}
