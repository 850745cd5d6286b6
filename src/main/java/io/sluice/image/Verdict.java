package io.sluice.image;

/** What the structure of a file says about whether all of it is there. */
public sealed interface Verdict {

  /** The file holds everything that its own structure announces; more may follow behind it. */
  record Complete() implements Verdict {}

  /**
   * Part of what the structure announces is missing, so the file is cut or still being written.
   *
   * @param reason what is missing, for a person to read
   */
  record Incomplete(String reason) implements Verdict {
    /** Refuses a blank reason, since it is all that a user gets to see. */
    public Incomplete {
      requireReason(reason);
    }
  }

  /**
   * The structure does not tell.
   *
   * @param reason why it does not, for a person to read
   */
  record Unknown(String reason) implements Verdict {
    /** Refuses a blank reason, since it is all that a user gets to see. */
    public Unknown {
      requireReason(reason);
    }
  }

  private static void requireReason(String reason) {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("reason must not be blank: '" + reason + "'");
    }
  }
}
