package io.sluice.plan;

import io.sluice.item.ConflictPolicy;
import java.util.Objects;

/**
 * Decides what becomes of a file whose name another local file has. Pure.
 *
 * @param onConflict what becomes of other content
 * @param skipExisting whether a name that is there with the same content is a skip
 */
public record RivalRules(ConflictPolicy onConflict, boolean skipExisting) {
  /** How the contents of the two compare. */
  public enum Likeness {
    /** They were compared, and are the same. */
    SAME,
    /** They were compared, and differ. */
    DIFFERENT,
    /** They cannot be compared. */
    UNKNOWN
  }

  /** What becomes of the file. */
  public enum Verdict {
    /** It is in conflict. */
    CONFLICT,
    /** It failed. */
    FAIL,
    /** It is to have the name with the suffix of its content. */
    RENAME,
    /** Its content is there under its name: it is skipped. */
    COVERED,
    /** The same, which is a failure here. */
    FAIL_AS_THERE
  }

  public RivalRules {
    Objects.requireNonNull(onConflict, "onConflict");
  }

  /**
   * Whether the contents of the two matter.
   *
   * @param renamed whether the name that is claimed has a suffix
   */
  public boolean compares(boolean renamed) {
    return onConflict == ConflictPolicy.RENAME || renamed;
  }

  /**
   * Decides about the second claimant.
   *
   * @param renamed whether the name has a suffix already, so that there is no other
   */
  public Verdict decide(Likeness likeness, boolean renamed) {
    if (compares(renamed) && likeness == Likeness.SAME) {
      return skipExisting ? Verdict.COVERED : Verdict.FAIL_AS_THERE;
    }
    return switch (onConflict) {
      case REPORT -> Verdict.CONFLICT;
      case FAIL -> Verdict.FAIL;
      case RENAME -> likeness == Likeness.DIFFERENT && !renamed ? Verdict.RENAME : Verdict.CONFLICT;
    };
  }
}
