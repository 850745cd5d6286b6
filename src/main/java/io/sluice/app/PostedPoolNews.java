package io.sluice.app;

import io.sluice.file.RelativePath;
import io.sluice.target.Dataset;
import io.sluice.target.TargetException;
import io.sluice.upload.PoolListener;
import java.util.Map;

/** Takes what the pools tell to the intake thread. */
final class PostedPoolNews implements PoolListener {
  private final Inbox inbox;
  private final Map<Long, FolderLine> lines;

  /** The lines are complete before the first pool starts, and do not change after. */
  PostedPoolNews(Inbox inbox, Map<Long, FolderLine> lines) {
    this.inbox = inbox;
    this.lines = lines;
  }

  @Override
  public void opened(long folderId, Dataset dataset) {
    lines.get(folderId).datasetAnswered();
    inbox.post(() -> lines.get(folderId).opened(dataset));
  }

  @Override
  public void openFailed(long folderId, TargetException failure) {
    lines.get(folderId).datasetAnswered();
    inbox.post(() -> lines.get(folderId).openFailed(failure));
  }

  @Override
  public void withdrawn(long folderId, RelativePath path) {
    inbox.post(() -> lines.get(folderId).withdrawn(path));
  }

  @Override
  public void displaced(long folderId) {
    inbox.post(() -> lines.get(folderId).mayHaveReady());
  }
}
