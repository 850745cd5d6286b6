package io.sluice.app;

import io.sluice.file.RelativePath;
import io.sluice.item.Source;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.ToldItem;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rows of an earlier run that ended badly, as far as there was an item behind them. */
final class LedgerRows implements RowSource {
  private static final int PAGE = 20;
  private static final Set<EntryState> ENDED_BADLY =
      EnumSet.of(EntryState.FAILED, EntryState.CONFLICT, EntryState.INCOMPLETE);

  private final Ledger ledger;
  private final long folderId;
  private final Deque<Row> page = new ArrayDeque<>();
  private Optional<RelativePath> after = Optional.empty();
  private boolean ended;

  LedgerRows(Ledger ledger, long folderId) {
    this.ledger = ledger;
    this.folderId = folderId;
  }

  @Override
  public Optional<Row> next() {
    while (page.isEmpty() && !ended) {
      read();
    }
    return Optional.ofNullable(page.poll());
  }

  private void read() {
    List<FileEntry> some = ledger.filesIn(folderId, ENDED_BADLY, after, PAGE);
    List<RelativePath> paths = some.stream().map(FileEntry::path).toList();
    Map<RelativePath, ToldItem> told = ledger.told(folderId, paths);
    for (RelativePath path : paths) {
      Optional.ofNullable(told.get(path))
          .map(item -> new Row.Given(RowNames.number(path), item(item)))
          .ifPresent(page::add);
    }
    ended = some.size() < PAGE;
    after = some.isEmpty() ? after : Optional.of(paths.get(paths.size() - 1));
  }

  private static UploadItem item(ToldItem told) {
    Source source = told.source();
    if (source instanceof Source.Url url) {
      return new UploadItem(new UploadItem.Content.Url(url.address(), url.kind()), told.details());
    }
    UploadItem.Content content =
        source instanceof Source.Text text
            ? new UploadItem.Content.Text(text.content())
            : new UploadItem.Content.File(((Source.LocalFile) source).file().path());
    return new UploadItem(content, told.details());
  }

  @Override
  public void close() {}
}
