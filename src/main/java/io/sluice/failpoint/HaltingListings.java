package io.sluice.failpoint;

import io.sluice.ledger.ListedImage;
import io.sluice.ledger.Listings;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Listings with points around what they write. */
final class HaltingListings implements Listings {
  private final Listings inner;
  private final Transactions transactions;

  HaltingListings(Listings inner, Transactions transactions) {
    this.inner = inner;
    this.transactions = transactions;
  }

  @Override
  public OptionalLong begin() {
    return transactions.around(List.of(Step.LISTING_BEGIN), inner::begin);
  }

  @Override
  public OptionalInt add(long generation, Collection<ListedImage> images) {
    return transactions.around(List.of(Step.LISTING_PAGE), () -> inner.add(generation, images));
  }

  @Override
  public boolean complete(Optional<String> directory, long generation, Instant begunAt) {
    return transactions.around(
        List.of(Step.LISTING_END), () -> inner.complete(directory, generation, begunAt));
  }

  @Override
  public void refreshed(Optional<String> directory, Instant begunAt) {
    transactions.around(List.of(Step.LISTING_END), () -> inner.refreshed(directory, begunAt));
  }

  @Override
  public void forget(Instant readBefore) {
    transactions.around(List.of(Step.LISTING_FORGET), () -> inner.forget(readBefore));
  }

  @Override
  public Optional<Coverage> coverage(Optional<String> directory) {
    return inner.coverage(directory);
  }

  @Override
  public Optional<Map<String, ListedImage>> find(String directory, Collection<String> fileNames) {
    return inner.find(directory, fileNames);
  }

  @Override
  public List<ListedImage> page(Optional<ListedImage> after, int limit) {
    return inner.page(after, limit);
  }

  @Override
  public List<ListedImage> unseen(long generation, Optional<ListedImage> after, int limit) {
    return inner.unseen(generation, after, limit);
  }
}
