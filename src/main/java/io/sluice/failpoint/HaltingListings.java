package io.sluice.failpoint;

import io.sluice.ledger.ListedImage;
import io.sluice.ledger.Listings;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Listings with points around what they write. */
final class HaltingListings implements Listings {
  private final Listings inner;
  private final Transactions transactions;

  HaltingListings(Listings inner, Transactions transactions) {
    this.inner = inner;
    this.transactions = transactions;
  }

  @Override
  public long begin(long folderId) {
    return transactions.around(List.of(Step.LISTING_BEGIN), () -> inner.begin(folderId));
  }

  @Override
  public int add(long folderId, long generation, Collection<ListedImage> images) {
    return transactions.around(
        List.of(Step.LISTING_PAGE), () -> inner.add(folderId, generation, images));
  }

  @Override
  public void complete(
      long folderId, Optional<String> directory, long generation, Instant begunAt) {
    transactions.around(
        List.of(Step.LISTING_END), () -> inner.complete(folderId, directory, generation, begunAt));
  }

  @Override
  public void refreshed(long folderId, Optional<String> directory, Instant begunAt) {
    transactions.around(
        List.of(Step.LISTING_END), () -> inner.refreshed(folderId, directory, begunAt));
  }

  @Override
  public void forget(long folderId, Instant readBefore) {
    transactions.around(List.of(Step.LISTING_FORGET), () -> inner.forget(folderId, readBefore));
  }

  @Override
  public Optional<Coverage> coverage(long folderId, Optional<String> directory) {
    return inner.coverage(folderId, directory);
  }

  @Override
  public Map<String, ListedImage> find(
      long folderId, String directory, Collection<String> fileNames) {
    return inner.find(folderId, directory, fileNames);
  }

  @Override
  public List<ListedImage> page(long folderId, Optional<ListedImage> after, int limit) {
    return inner.page(folderId, after, limit);
  }

  @Override
  public List<ListedImage> unseen(
      long folderId, long generation, Optional<ListedImage> after, int limit) {
    return inner.unseen(folderId, generation, after, limit);
  }
}
