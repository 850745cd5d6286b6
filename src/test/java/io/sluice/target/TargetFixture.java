package io.sluice.target;

import io.sluice.file.ContentDigest;
import java.time.Duration;
import java.util.List;

/** A server that a target is tried against, and the target that reaches it. */
public interface TargetFixture extends AutoCloseable {
  /** What a server can be made to do to the next request that it concerns. */
  enum Fault {
    /** Acts on a commit and breaks the connection instead of answering. */
    LOSE_COMMIT_REPLY,
    /** Refuses a call for several items without saying which of them is meant. */
    REFUSE_GROUP,
    /** Refuses one item for good, when it is committed. */
    REJECT_ITEM,
    /** Answers a call with "too many requests" and a wait of 30 s. */
    THROTTLE,
    /** Answers a call with a failure of its own. */
    FAIL,
    /** Does not take the key. */
    REFUSE_KEY,
    /** Never answers a call. */
    STALL,
    /** Breaks the connection while a file is sent. */
    BREAK_TRANSFER,
    /** Does not know the reservation any more when a file is sent. */
    LOSE_RESERVATION,
    /** Is not there at all from now on. */
    VANISH
  }

  /** Where a request arrived. */
  enum Side {
    API,
    STORAGE
  }

  /**
   * An entry of the dataset, as the server has it.
   *
   * @param content the SHA-256 of its bytes
   */
  record Entry(String directory, String fileName, ContentDigest content) {}

  /**
   * A request that arrived, in the order of arrival.
   *
   * @param head request line and headers, one a line
   */
  record Arrival(Side side, String head) {}

  /** The target under test, for this server. */
  Target target();

  /** An empty dataset at the server. */
  Dataset dataset() throws TargetException, InterruptedException;

  /** The key that the target uses. */
  String apiKey();

  /** Everything that counts as uploaded. */
  List<Entry> entries();

  /** All requests so far. */
  List<Arrival> arrivals();

  /**
   * Makes the server misbehave once, or for good where the fault says so.
   *
   * @return false when this server cannot; the test is left out then
   */
  boolean inject(Fault fault);

  /** Whether the platform gives back the bytes that it was sent. */
  default boolean givesBytesBack() {
    return true;
  }

  /** Whether files go to a storage of its own, and not to the API. */
  default boolean storesApart() {
    return true;
  }

  /** Moves the target's clock on. */
  void pass(Duration time);

  @Override
  void close();
}
