package io.sluice.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the platform holds under one dataset that a folder feeds, as it was last listed: kept on
 * disk, since a dataset may have a million names. A listing is read page by page into a new
 * generation; when it is complete, what is older than its generation is forgotten.
 *
 * <p>It speaks of the dataset that it was asked for, whatever becomes of the folder: once that is
 * bound to another dataset, nothing is known here and nothing is taken in, and each method says so.
 * A page that was on its way meanwhile is never written down for the other dataset.
 *
 * <p>Threads and durability as {@link Ledger}; but what is lost in a crash is only read again.
 */
public interface Listings {
  /**
   * Begins a complete reading: the generation to add its pages under; empty when the folder is
   * bound to another dataset.
   */
  OptionalLong begin();

  /**
   * Adds a page.
   *
   * @return how many of its names were not listed before {@link ListedImage#seenAt}; what we
   *     uploaded ourselves since is among them, for behind it there may be others' images; empty
   *     when nothing was added, since the folder is bound to another dataset
   */
  OptionalInt add(long generation, Collection<ListedImage> images);

  /**
   * A complete reading has ended, all of whose pages were added.
   *
   * @param directory the virtual folder, or empty for the whole dataset
   * @param begunAt when its first page was asked for
   * @return false when it is of no use: the folder is bound to another dataset, or pages of it were
   *     forgotten meanwhile
   */
  boolean complete(Optional<String> directory, long generation, Instant begunAt);

  /**
   * The newest images were read, down to those that were known already.
   *
   * @param begunAt when the first page was asked for
   */
  void refreshed(Optional<String> directory, Instant begunAt);

  /** How well a virtual folder, or the whole dataset, is known; empty when never read in full. */
  Optional<Coverage> coverage(Optional<String> directory);

  /**
   * The images of these names in one virtual folder, by name; others are not listed. Empty when the
   * folder is bound to another dataset, so that nothing can be said of any.
   */
  Optional<Map<String, ListedImage>> find(String directory, Collection<String> fileNames);

  /**
   * A page of what is listed, in order of directory and name.
   *
   * @param after the last one of the page before, or empty
   */
  List<ListedImage> page(Optional<ListedImage> after, int limit);

  /** Forgets all listings of the dataset, unless one was read after {@code readBefore}. */
  void forget(Instant readBefore);

  /**
   * A page of what is listed and was not seen by a reading, in order of directory and name.
   *
   * @param generation the reading
   * @param after the last one of the page before, or empty
   */
  List<ListedImage> unseen(long generation, Optional<ListedImage> after, int limit);

  /**
   * How well names are known.
   *
   * @param generation of the last complete reading
   * @param readAt when the last complete reading began: what is listed was there after that
   * @param refreshedAt when the newest were read last: what is not listed was not there then
   */
  record Coverage(long generation, Instant readAt, Instant refreshedAt) {}
}
