package io.sluice.app;

import io.sluice.file.ReadTrouble;
import io.sluice.file.RelativePath;
import io.sluice.file.StampedFile;
import io.sluice.item.Source;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.ToldItem;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells which rows of a source are to be looked at: those that are no mistakes, and that no earlier
 * run of the same upload has done with or left on their way. Of the others it says the outcome.
 * Used by one thread at a time: first by whoever starts the run, then by the one that reads rows.
 */
final class RowAdmission {
  private static final int PAGE = 200;
  private static final Set<EntryState> ON_THEIR_WAY =
      EnumSet.of(EntryState.SETTLING, EntryState.READY, EntryState.QUEUED);

  private final long folderId;
  private final RowNames names;
  private final Ledger ledger;
  private final RowOutcomes outcomes;

  /** Rows that an earlier run left on their way; no more than could be pending then. */
  private final Set<RelativePath> carriedOver = new HashSet<>();

  RowAdmission(long folderId, RowNames names, Ledger ledger, RowOutcomes outcomes) {
    this.folderId = folderId;
    this.names = names;
    this.ledger = ledger;
    this.outcomes = outcomes;
  }

  /** Tells of what an earlier run left on its way. Before the pool begins with it. */
  void tellOfLeftOvers() {
    Optional<RelativePath> after = Optional.empty();
    List<FileEntry> some;
    do {
      some = ledger.filesIn(folderId, ON_THEIR_WAY, after, PAGE);
      some.forEach(entry -> outcomes.found(entry.path(), entry.stamp().sizeBytes()));
      some.forEach(entry -> carriedOver.add(entry.path()));
      after = some.isEmpty() ? after : Optional.of(some.get(some.size() - 1).path());
    } while (some.size() == PAGE);
    outcomes.flush();
  }

  /**
   * Those of some rows that are to be looked at, in their order; what the others came to is told.
   */
  Map<RelativePath, ToldItem> admit(List<Row> page) {
    Map<RelativePath, ToldItem> items = new LinkedHashMap<>();
    for (Row row : page) {
      if (row instanceof Row.Given given) {
        admit(given, items);
      } else {
        mistake(names.path(row.number()), ((Row.Mistake) row).reason());
      }
    }
    outcomes.flush();
    Map<RelativePath, FileEntry> known = ledger.files(folderId, items.keySet());
    items.keySet().removeIf(path -> isUnderWay(path, Optional.ofNullable(known.get(path))));
    return items;
  }

  private void admit(Row.Given row, Map<RelativePath, ToldItem> items) {
    try {
      ToldItem item = told(row.item());
      Optional<String> trouble = RowMetadata.trouble(item);
      RelativePath path = names.path(row.number(), item);
      if (trouble.isPresent()) {
        mistake(path, trouble.get());
      } else if (!carriedOver.remove(path)) {
        items.put(path, item);
      }
    } catch (NoSuchFileException e) {
      mistake(names.path(row.number()), "there is no such file");
    } catch (IOException e) {
      mistake(names.path(row.number()), "its file: " + ReadTrouble.of(e).reason());
    }
  }

  private void mistake(RelativePath path, String reason) {
    outcomes.found(path, 0);
    outcomes.failed(path, RowOutcomes.NO_STAMP, reason);
  }

  private static ToldItem told(UploadItem item) throws IOException {
    UploadItem.Content content = item.content();
    if (content instanceof UploadItem.Content.Url url) {
      return new ToldItem(new Source.Url(url.address(), url.kind()), item.details());
    }
    if (content instanceof UploadItem.Content.Text text) {
      return new ToldItem(new Source.Text(text.text()), item.details());
    }
    Path path = ((UploadItem.Content.File) content).path();
    Path real = path.getParent().toRealPath().resolve(path.getFileName());
    StampedFile file = new StampedFile(real, RowOutcomes.NO_STAMP);
    return new ToldItem(new Source.LocalFile(file, Optional.empty()), item.details());
  }

  /** Whether nothing is to be done about a row any more, or it is in the pool's hands. */
  private boolean isUnderWay(RelativePath path, Optional<FileEntry> entry) {
    if (entry.isEmpty()) {
      return false;
    }
    return switch (entry.get().state()) {
      case QUEUED -> {
        outcomes.found(path, entry.get().stamp().sizeBytes());
        yield true;
      }
      case UPLOADED, SKIPPED -> {
        outcomes.found(path, entry.get().stamp().sizeBytes());
        outcomes.done(path, "an earlier run of the same upload has done with it");
        yield true;
      }
      case SETTLING, READY, CONFLICT, INCOMPLETE, FAILED, VANISHED -> false;
    };
  }
}
