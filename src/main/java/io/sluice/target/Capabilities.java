package io.sluice.target;

import java.time.Duration;

/**
 * What a platform can do, and in which sizes.
 *
 * @param maxReserveItems most items in one call of {@link Target#reserve}, at least 1
 * @param maxCommitItems most items in one call of {@link Target#commit}, at least 1
 * @param maxFileBytes largest file that the platform takes
 * @param reservationLife how long a reservation can be used; zero when there is none
 * @param reserveRefusesTakenNames whether a name that is there already is safe from a reservation,
 *     which is refused, or whose bytes go elsewhere; where not, the name is looked up first, since
 *     bytes that are sent could replace what is stored
 * @param reserveLeavesTrace whether a reservation is seen at the platform (and so must be recorded
 *     before it is asked for)
 * @param followsCommits whether a commit can be answered with {@link ItemOutcome.Processing}
 * @param attaches whether {@link Target#attach} is there
 * @param maxFindItems how many names one call of {@link Target#find} looks up at the price of one,
 *     at least 1
 * @param listsNewestFirst whether a listing begins with what came last, so that its first pages
 *     tell what is new
 * @param maxCommitBytes most bytes of files in one call of {@link Target#commit}, at least 1; a
 *     single file may be larger
 * @param knownByListing whether a whole listing is worth reading in place of many look-ups
 */
public record Capabilities(
    int maxReserveItems,
    int maxCommitItems,
    long maxFileBytes,
    Duration reservationLife,
    boolean reserveRefusesTakenNames,
    boolean reserveLeavesTrace,
    boolean followsCommits,
    boolean attaches,
    int maxFindItems,
    boolean listsNewestFirst,
    long maxCommitBytes,
    boolean knownByListing) {
  public Capabilities {
    if (maxReserveItems < 1 || maxCommitItems < 1 || maxFindItems < 1) {
      throw new IllegalArgumentException(
          "groups hold at least one item: %d, %d, %d"
              .formatted(maxReserveItems, maxCommitItems, maxFindItems));
    }
    if (maxFileBytes < 1 || maxCommitBytes < 1) {
      throw new IllegalArgumentException(
          "bytes must be positive: " + maxFileBytes + ", " + maxCommitBytes);
    }
    if (reservationLife.isNegative()) {
      throw new IllegalArgumentException("life must not be negative: " + reservationLife);
    }
  }

  /** A platform whose commits carry no bytes, and whose listings are worth reading. */
  public Capabilities(
      int maxReserveItems,
      int maxCommitItems,
      long maxFileBytes,
      Duration reservationLife,
      boolean reserveRefusesTakenNames,
      boolean reserveLeavesTrace,
      boolean followsCommits,
      boolean attaches,
      int maxFindItems,
      boolean listsNewestFirst) {
    this(
        maxReserveItems,
        maxCommitItems,
        maxFileBytes,
        reservationLife,
        reserveRefusesTakenNames,
        reserveLeavesTrace,
        followsCommits,
        attaches,
        maxFindItems,
        listsNewestFirst,
        Long.MAX_VALUE,
        true);
  }
}
