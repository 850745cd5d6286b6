package io.sluice.ledger;

import io.sluice.file.ContentDigest;
import io.sluice.file.RelativePath;
import io.sluice.item.Item;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The memory of Sluice: which files were seen, which names they claim, and how far each upload is.
 *
 * <p><b>Durability.</b> When a method that writes returns, what it wrote survives a crash of the
 * process and of the machine. Each call is one transaction: it takes effect whole, or throws {@link
 * LedgerException} and has none.
 *
 * <p><b>Threads.</b> Safe for all. Writers wait for one another; readers do not wait for writers.
 *
 * <p><b>Leases.</b> {@link #claim} hands an item to one worker until its {@link
 * ItemChange.Finished}, {@link ItemChange.Postponed} or {@link ItemChange.Withdrawn}. Leases do not
 * outlive the process: opening a ledger ends them all.
 *
 * <p><b>Bounds.</b> Nothing is returned without a limit but what the caller named one by one.
 */
public interface Ledger extends AutoCloseable {
  /** The row of a folder, made when it is new. */
  long openFolder(FolderKey key);

  /**
   * Says which scope (dataset id) a folder's names live in. Where it was another one before, the
   * dataset is a new one: every file that was concluded or queued goes back to {@link
   * EntryState#READY} (to {@link EntryState#VANISHED} where it is gone), and unfinished items of
   * the old scope are dropped, leased ones too.
   */
  void bindScope(long folderId, String scope, Instant now);

  /** The scope that a folder was bound to last; empty before the first time. */
  Optional<String> scope(long folderId);

  /** What is known of some files; unknown ones are missing from the answer. */
  Map<RelativePath, FileEntry> files(long folderId, Collection<RelativePath> paths);

  /** What was told of some paths; those of which nothing was are missing from the answer. */
  Map<RelativePath, ToldItem> told(long folderId, Collection<RelativePath> paths);

  /**
   * Every content that the dataset has of one file under names of their own: of a file that changed
   * after its upload and was uploaded again beside it there are several.
   */
  Set<ContentDigest> uploadedContents(long folderId, RelativePath path);

  /**
   * A page of a folder's files in some states, in path order.
   *
   * @param after the last path of the page before, or empty for the first page
   * @param limit most entries, 1 to 10,000
   */
  List<FileEntry> filesIn(
      long folderId, Set<EntryState> states, Optional<RelativePath> after, int limit);

  /**
   * Failed files whose time to be looked at again has come, longest due first. They stay due until
   * something else is recorded of them.
   *
   * @param limit most entries, 1 to 10,000
   */
  List<FileEntry> due(long folderId, Instant now, int limit);

  /**
   * Records what was observed, in order. That a file vanished which was never recorded changes
   * nothing.
   *
   * @throws IllegalArgumentException for a {@link FileChange.Restamped} or {@link
   *     FileChange.Reverted} of a file that was never recorded
   */
  void record(long folderId, List<FileChange> changes, Instant now);

  /**
   * Claims remote names. One answer for each claim, in order; a later claim of the same call sees
   * the earlier ones. A name that the claimant itself has is granted again, with the new stamp. A
   * name whose owner is gone ({@link FileChange.Vanished}) passes to the claimant. A claimant that
   * is refused goes back from {@link EntryState#CONFLICT} to {@link EntryState#READY} by itself
   * when the owner vanishes or its item is taken back.
   *
   * <p>A claimant that names folders to wait for ({@link NameClaim#waitsFor}) is queued behind an
   * owner of one of these that is on its way, and {@link EntryState#READY} again at that one's end.
   * The name of an owner that failed or is in conflict under it passes to such a claimant.
   *
   * <p>Where a file has uploads under several names, its last claim is its item; the others stay as
   * they are, and keep their names.
   *
   * <p>An item that a worker has, or whose outcome at the platform is not known yet, goes on for
   * the file as it was; at its end the file settles anew where its stamp is another one.
   *
   * @throws IllegalArgumentException when the folder was never bound to a scope
   */
  List<ClaimAnswer> plan(long folderId, List<NameClaim> claims, Instant now);

  /**
   * A page of files that wait for a name: those that have just arrived before a backlog, each in
   * path order.
   *
   * @param limit most entries, 1 to 10,000
   */
  List<FileEntry> ready(long folderId, int limit);

  /**
   * Leases items that wait for upload: first those whose time to be tried again has come, then the
   * others by their rank.
   *
   * @param limit most items, 1 to 1,000
   * @param maxBytes most bytes in all; one item is given whatever its size
   */
  List<Item> claim(long folderId, Lane lane, int limit, long maxBytes, Instant now);

  /**
   * How many items could be claimed, counted up to {@code most}.
   *
   * @param most 1 or more
   */
  int claimable(long folderId, Lane lane, int most, Instant now);

  /** When the next item of a lane may be claimed, which may be long past; empty if none waits. */
  Optional<Instant> nextClaimAt(long folderId, Lane lane);

  /**
   * What a dataset held when it was last listed.
   *
   * @param scope the dataset, which the folder is bound to; see {@link Listings} for when it is not
   */
  Listings listings(long folderId, String scope);

  /**
   * Records steps of items, in order. A step of an item that is done, or not there any more, is
   * passed over: its file has gone on in another way.
   *
   * @return the items that are not there any more
   * @throws IllegalArgumentException for a slot that the item does not have
   */
  Set<Long> advance(List<ItemChange> changes, Instant now);

  /**
   * When all rows of a folder were last compared with the disk; the epoch before the first time.
   */
  Instant sweptAt(long folderId);

  /** All rows of a folder have been compared with the disk. */
  void swept(long folderId, Instant now);

  /**
   * A page of the files of a folder that nothing is to be done about, be they there or gone, in
   * path order.
   *
   * @param limit most entries, 1 to 10,000
   */
  List<KnownFile> known(long folderId, Optional<RelativePath> after, int limit);

  /**
   * Forgets files that have been missed since before {@code goneBefore}, with what was done about
   * them. Should one come back, it is looked up at the platform like a new one.
   *
   * @param limit most files, 1 to 10,000
   * @return how many were forgotten
   */
  int forget(long folderId, Instant goneBefore, int limit, Instant now);

  /**
   * Forgets what is kept of scopes that no folder is bound to any more, as when a dataset was
   * deleted and made anew: what they listed, at once; their items, when no folder has been bound to
   * them since before {@code unboundBefore}, as far as that was noticed by earlier calls. Items of
   * files that wait are never among them.
   *
   * @param limit most rows, 1 to 10,000
   * @return how many were forgotten; as many as the limit when there may be more
   */
  int forgetUnbound(Instant unboundBefore, int limit, Instant now);

  /**
   * How many uploads were begun under names of a folder's dataset that have no item now, so that
   * this ledger alone knows how to go on with them.
   */
  long begun(long folderId);

  /** Counts of a folder's files. */
  FolderCounts counts(long folderId);

  /**
   * The same ledger for those who would rather hear of a failure at once than wait until its disk
   * can be used again, as whoever opened it may have asked for. Not to be closed by itself.
   */
  Ledger impatient();

  /** Writes a copy of the whole ledger to a new file, beside writers; never over another file. */
  void copyTo(Path newFile);

  @Override
  void close();
}
