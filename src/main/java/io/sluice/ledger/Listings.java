package io.sluice.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the platform holds under a folder's dataset, as it was last listed: kept on disk, since a
 * dataset may have a million names. A listing is read page by page into a new generation; when it
 * is complete, what is older than its generation is forgotten.
 *
 * <p>Threads and durability as {@link Ledger}; but what is lost in a crash is only read again.
 */
public interface Listings {
  /** Begins a complete reading: the generation to add its pages under. */
  long begin(long folderId);

  /**
   * Adds a page.
   *
   * @return how many of its names were not listed before {@link ListedImage#seenAt}; what we
   *     uploaded ourselves since is among them, for behind it there may be others' images
   */
  int add(long folderId, long generation, Collection<ListedImage> images);

  /**
   * A complete reading has ended.
   *
   * @param directory the virtual folder, or empty for the whole dataset
   * @param begunAt when its first page was asked for
   */
  void complete(long folderId, Optional<String> directory, long generation, Instant begunAt);

  /**
   * The newest images were read, down to those that were known already.
   *
   * @param begunAt when the first page was asked for
   */
  void refreshed(long folderId, Optional<String> directory, Instant begunAt);

  /** How well a virtual folder, or the whole dataset, is known; empty when never read in full. */
  Optional<Coverage> coverage(long folderId, Optional<String> directory);

  /** The images of these names in one virtual folder, by name; others are missing. */
  Map<String, ListedImage> find(long folderId, String directory, Collection<String> fileNames);

  /**
   * A page of what is listed, in order of directory and name.
   *
   * @param after the last one of the page before, or empty
   */
  List<ListedImage> page(long folderId, Optional<ListedImage> after, int limit);

  /** Forgets all listings of a folder's dataset, unless one was read after {@code readBefore}. */
  void forget(long folderId, Instant readBefore);

  /**
   * A page of what is listed and was not seen by a reading, in order of directory and name.
   *
   * @param generation the reading
   * @param after the last one of the page before, or empty
   */
  List<ListedImage> unseen(long folderId, long generation, Optional<ListedImage> after, int limit);

  /**
   * How well names are known.
   *
   * @param generation of the last complete reading
   * @param readAt when the last complete reading began: what is listed was there after that
   * @param refreshedAt when the newest were read last: what is not listed was not there then
   */
  record Coverage(long generation, Instant readAt, Instant refreshedAt) {}
}
