package io.sluice.target;

import io.sluice.annotation.InputDetails;
import io.sluice.file.ContentDigest;
import io.sluice.item.Item;
import io.sluice.item.Part;
import io.sluice.item.RemoteName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One account of one dataset platform.
 *
 * <p><b>Threads.</b> Every method may be called by several workers at once, and blocks. An
 * interrupt ends it soon with {@link InterruptedException}.
 *
 * <p><b>Requests.</b> Every counted request takes a permit from the target's pace first. Nothing is
 * retried in here: one call is one attempt.
 *
 * <p><b>Outcomes.</b> A step that takes items answers with exactly one outcome for each, in the
 * order asked. One bad item never fails its batch. What the platform's answer does not mention is
 * {@link ItemOutcome.Unknown}.
 *
 * <p><b>Errors.</b> {@link TargetException} speaks of the whole call: no item of it has an outcome,
 * and the platform may or may not have acted. The caller looks up before it sends again wherever
 * the step could have left a trace.
 *
 * <p><b>Idempotency.</b> Repeating a step for the same item must not make a second entry.
 */
public interface Target extends AutoCloseable {
  /** What this platform can do, and in which sizes. */
  Capabilities capabilities();

  /**
   * The cheapest request that shows that the platform answers and takes the key. Used by {@code
   * check} and as the probe of a parked target; reads the key anew.
   *
   * @return who the key belongs to, for people
   */
  String check() throws TargetException, InterruptedException;

  /**
   * By how much this machine's clock was ahead of the platform's when it last told its time;
   * negative where it was behind, and empty while it has not told. Makes no request.
   */
  default Optional<Duration> clockAhead() {
    return Optional.empty();
  }

  /**
   * Finds a dataset by name.
   *
   * @param createIfMissing whether to create it when it is not there
   * @throws TargetException of kind {@link TargetException.Kind#DATASET_MISSING} when it is not
   *     there and was not to be created
   */
  Dataset openDataset(String name, boolean createIfMissing)
      throws TargetException, InterruptedException;

  /**
   * The name that the platform's rules give to a draft. Pure: no request, the same answer for the
   * same draft.
   *
   * @throws InvalidNameException when the platform cannot hold such a name; the message says why
   */
  RemoteName name(DraftName draft) throws InvalidNameException;

  /**
   * Other names under which the platform may keep what is sent under this one, because it converts
   * it. Pure.
   */
  default List<RemoteName> aliases(RemoteName name) {
    return List.of();
  }

  /**
   * Why what people say of a file cannot belong to one of that name, as a frame of a video to a
   * picture; empty where it can. Pure.
   *
   * @param fileName the name of the file
   */
  default Optional<String> unfit(String fileName, InputDetails details) {
    return Optional.empty();
  }

  /**
   * Asks for leave to send: {@link ItemOutcome.Reserved}, {@link ItemOutcome.PartlyReserved},
   * {@link ItemOutcome.NameTaken}, {@link ItemOutcome.Rejected} or {@link ItemOutcome.Retry}. All
   * items are of one dataset, at most {@link Capabilities#maxReserveItems()}.
   *
   * <p>An item whose parts all carry the tokens of an earlier reservation goes on with that one. It
   * costs no request: should the platform have forgotten it, {@link #transfer} says so with {@link
   * ItemOutcome.ReservationLost}. Tokens are kept by slot, so they may be those of a reservation of
   * other parts, or of only some: that is found out here, and no part gets what was reserved for
   * another one.
   */
  List<ItemOutcome> reserve(Dataset dataset, List<Item> items)
      throws TargetException, InterruptedException;

  /**
   * Sends the bytes of one part: {@link ItemOutcome.Sent}, {@link ItemOutcome.SourceChanged},
   * {@link ItemOutcome.ReservationLost}, {@link ItemOutcome.Rejected} or {@link ItemOutcome.Retry}.
   * Repeating it while the reservation lives overwrites what was sent before.
   */
  ItemOutcome transfer(Item item, Part part, Reservation reservation)
      throws TargetException, InterruptedException;

  /**
   * Makes what was sent count: {@link ItemOutcome.Done}, {@link ItemOutcome.Processing}, {@link
   * ItemOutcome.NameTaken}, {@link ItemOutcome.ReservationLost}, {@link ItemOutcome.Rejected},
   * {@link ItemOutcome.Retry} or {@link ItemOutcome.Unknown}. All items are of one dataset, at most
   * {@link Capabilities#maxCommitItems()}.
   *
   * @param sent the items, each with the reservation that its bytes went to
   */
  List<ItemOutcome> commit(Dataset dataset, List<SentItem> sent)
      throws TargetException, InterruptedException;

  /**
   * Asks how far the platform is with items that it answered {@link ItemOutcome.Processing} for.
   * Polled; never waits. Not called where {@link Capabilities#followsCommits()} is false.
   */
  default List<ItemOutcome> follow(Dataset dataset, List<Item> items)
      throws TargetException, InterruptedException {
    throw new UnsupportedOperationException("this platform answers a commit for good");
  }

  /**
   * Adds what belongs to entries that exist (annotations): of a {@link
   * io.sluice.item.ItemLayout#SIDECAR} what its file says, of any other item what its details say.
   * The token of the first part is the id of the entry; behind a sidecar stands the file that it
   * speaks of, with the SHA-256 of what was sent for it where that is known. Answers {@link
   * ItemOutcome.Done} where something was added, or may have been before the item was {@link
   * io.sluice.item.ItemState#SENT}, {@link ItemOutcome.NameTaken} where all of it was there
   * already, {@link ItemOutcome.Foreign}, {@link ItemOutcome.Rejected}, {@link ItemOutcome.Retry},
   * {@link ItemOutcome.SourceChanged} or {@link ItemOutcome.SourceUnreadable}.
   *
   * <p>What is added has ids that follow from the entry and the content, so that a repetition adds
   * nothing. Not called where {@link Capabilities#attaches()} is false.
   */
  default List<ItemOutcome> attach(Dataset dataset, List<Item> items)
      throws TargetException, InterruptedException {
    throw new UnsupportedOperationException("this platform has nothing to attach");
  }

  /** What the platform has under the items' names: one finding for each, in the order asked. */
  List<Finding> find(Dataset dataset, List<Item> items)
      throws TargetException, InterruptedException;

  /**
   * A page of what a dataset holds, archived images included, newest first. Pages are read while
   * the dataset changes: an image may come twice, and one that came meanwhile may be missing.
   *
   * @param directory the virtual folder whose own images are asked for, or empty for all of them
   * @param cursor where to go on, from the page before; empty for the first page
   */
  ListingPage list(Dataset dataset, Optional<String> directory, Optional<String> cursor)
      throws TargetException, InterruptedException;

  /**
   * Downloads an image's bytes and says what their SHA-256 is; keeps nothing. Empty where the image
   * is gone, or where the platform does not give back the bytes that it was sent.
   */
  Optional<ContentDigest> download(Dataset dataset, RemoteImage image)
      throws TargetException, InterruptedException;

  /** Ends all connections; idempotent. Calls under way end with an error. */
  @Override
  void close();
}
