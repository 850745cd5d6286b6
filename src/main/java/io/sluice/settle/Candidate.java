package io.sluice.settle;

import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import java.time.Duration;
import java.time.Instant;

/** A file that is not complete yet, as far as {@link Settler} remembers it. */
final class Candidate {
  /** What the file waits for. */
  enum Phase {
    /** To be quiet, or for its marker. */
    CHANGING,
    /** For the verdict on its structure. */
    INSPECTED,
    /** Quiet, but not whole when it was last looked into. */
    HELD,
    /** Quiet; its structure says nothing, so it is looked into again after the long period. */
    UNTOLD
  }

  /** A stamp further ahead of the clock than this was set by hand, or by another clock. */
  private static final Duration FUTURE_TOLERANCE = Duration.ofSeconds(2);

  final RelativePath path;
  Phase phase = Phase.CHANGING;

  /** When the present phase has lasted long enough, or the file must be looked into again. */
  Instant actAt;

  /** When the file is to be named as due; ordered by this. */
  Instant dueAt;

  private FileStamp stamp;
  private Instant firstSeen;
  private Instant unchangedSince;
  private boolean clockJumped;
  private String reported = "";
  private String waitsFor = "";

  Candidate(RelativePath path, FileStamp stamp, Instant now) {
    this.path = path;
    this.stamp = stamp;
    this.firstSeen = now;
    this.unchangedSince = now;
    this.actAt = now;
    this.dueAt = now;
  }

  /**
   * Whether {@code other} says that nothing happened since. Device and inode do not count: some
   * FUSE file systems change them at any time.
   */
  boolean hasStamp(FileStamp other) {
    return stamp.sameContentStamp(other);
  }

  void changed(FileStamp to, Instant now) {
    waitsFor = "";
    phase = Phase.CHANGING;
    stamp = to;
    unchangedSince = now;
    clockJumped = false;
  }

  Instant firstSeen() {
    return firstSeen;
  }

  /**
   * When the file last changed: by its stamp, or, where that cannot be believed, when this stamp
   * was first seen.
   */
  Instant lastChange(boolean remote, Instant now) {
    boolean future = stamp.lastChange().isAfter(now.plus(FUTURE_TOLERANCE));
    return remote || future || clockJumped ? unchangedSince : stamp.lastChange();
  }

  /** It is whole, and waits for something that lies outside of it; empty where it does not. */
  String waitsFor() {
    return waitsFor;
  }

  void waitFor(String what) {
    waitsFor = what;
    phase = Phase.HELD;
  }

  boolean isReported() {
    return !reported.isEmpty();
  }

  /** Why the file was reported incomplete; empty while it was not. */
  String reported() {
    return reported;
  }

  void report(String reason) {
    reported = reason;
  }

  /** The clock jumped: what was measured by it moves along, and is measured by it alone. */
  void shift(Duration by) {
    firstSeen = firstSeen.plus(by);
    unchangedSince = unchangedSince.plus(by);
    actAt = actAt.plus(by);
    dueAt = dueAt.plus(by);
    clockJumped = true;
  }
}
