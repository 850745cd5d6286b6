package io.sluice.app;

import io.sluice.file.RelativePath;
import io.sluice.target.Dataset;
import io.sluice.target.TargetException;
import io.sluice.upload.PoolListener;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dataset that rows go to, as far as the pool has found it. Thread-safe. */
final class RowDataset implements PoolListener {
  private static final Logger LOG = LoggerFactory.getLogger(RowDataset.class);

  private final String name;
  private final FolderNotes notes;
  private final CountDownLatch found = new CountDownLatch(1);
  private volatile Optional<Dataset> dataset = Optional.empty();

  /**
   * @param name of the rows, for the log
   */
  RowDataset(String name, FolderNotes notes) {
    this.name = name;
    this.notes = notes;
  }

  @Override
  public void opened(long folderId, Dataset opened) {
    notes.datasetOpened();
    dataset = Optional.of(opened);
    found.countDown();
  }

  @Override
  public void openFailed(long folderId, TargetException failure) {
    if (FolderNotes.isAboutDataset(failure) && notes.datasetFailed(failure)) {
      LOG.warn("{}: {}", name, failure.getMessage());
    }
  }

  /** The ledger says that it waits again, and is asked. */
  @Override
  public void withdrawn(long folderId, RelativePath path) {}

  /** Waits until it was found. */
  void await() throws InterruptedException {
    found.await();
  }

  /** Its id, once it was found. */
  String scope() {
    return dataset.orElseThrow().id();
  }

  /** Why it is not worth waiting for, if so. */
  Optional<TargetException> loss() {
    return notes.datasetLoss();
  }
}
