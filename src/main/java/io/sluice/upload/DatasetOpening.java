package io.sluice.upload;

import io.sluice.target.Dataset;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import io.sluice.target.TargetException.Kind;
import java.util.Optional;

/**
 * Finds the datasets of folders, and tells a dataset that cannot be had from a target that is not
 * well.
 */
final class DatasetOpening {
  private final Target target;
  private final PoolNews news;

  DatasetOpening(Target target, PoolNews news) {
    this.target = target;
    this.news = news;
  }

  /**
   * Finds a folder's dataset, and binds the ledger to it.
   *
   * @param failures how often that was tried in vain, one time after the other
   */
  OpenFolder open(FolderOrder order, int failures) throws TargetException, InterruptedException {
    Dataset dataset = dataset(order, failures);
    news.ledger().bindScope(order.folderId(), dataset.id(), news.clock().instant());
    news.listener().opened(order.folderId(), dataset);
    return new OpenFolder(order, dataset, target.capabilities().attaches());
  }

  /** What is wrong with this dataset alone must not keep the target's other folders waiting. */
  private Dataset dataset(FolderOrder order, int failures)
      throws TargetException, InterruptedException {
    try {
      return target.openDataset(order.dataset(), order.createIfMissing());
    } catch (TargetException e) {
      Optional<Kind> alone = ifItIsTheDatasetAlone(e.kind(), failures);
      if (alone.isEmpty()) {
        throw e;
      }
      // What is wrong with the whole target is thrown from here.
      target.check();
      throw new TargetException(alone.get(), e.getMessage(), e);
    }
  }

  /** A single failure is nothing yet; a refusal is. */
  private static Optional<Kind> ifItIsTheDatasetAlone(Kind kind, int failures) {
    return switch (kind) {
      case REFUSED -> Optional.of(Kind.DATASET_REFUSED);
      case FAULTY, UNREACHABLE ->
          failures > 0 ? Optional.of(Kind.DATASET_FAULTY) : Optional.empty();
      case THROTTLED, TOO_LARGE, GROUP_REFUSED, DATASET_REFUSED, DATASET_FAULTY, DATASET_MISSING ->
          Optional.empty();
    };
  }
}
