package io.sluice.settle;

import java.util.Objects;

/**
 * What a look into a file said of its structure.
 *
 * @param kind whole, not whole, or cannot tell
 * @param reason what is missing, safe to print; empty unless incomplete
 */
public record StructureVerdict(Kind kind, String reason) {
  /** Whole, not whole, or cannot tell. */
  public enum Kind {
    COMPLETE,
    INCOMPLETE,
    /** The format has no check, or the check is turned off: a longer quiet period decides. */
    UNKNOWN
  }

  public StructureVerdict {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(reason, "reason");
  }

  /** The file ends where its own format says that it ends. */
  public static StructureVerdict complete() {
    return new StructureVerdict(Kind.COMPLETE, "");
  }

  /** Something is missing: {@code reason}. */
  public static StructureVerdict incomplete(String reason) {
    return new StructureVerdict(Kind.INCOMPLETE, reason);
  }

  /** The structure says nothing. */
  public static StructureVerdict unknown() {
    return new StructureVerdict(Kind.UNKNOWN, "");
  }
}
