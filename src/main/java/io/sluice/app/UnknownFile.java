package io.sluice.app;

import java.util.Objects;

/**
 * Why the ledger does not know a file.
 *
 * @param why what a look at the disk came to
 * @param words the same for people
 */
public record UnknownFile(Why why, String words) {
  /** What kept it out of the ledger. */
  public enum Why {
    /** It is there, and the folder's rules leave it out. */
    IGNORED,
    /** It is there, or cannot be looked at; a scan will tell. */
    NOT_SEEN,
    /** There is no such file. */
    NOT_THERE
  }

  public UnknownFile {
    Objects.requireNonNull(why, "why");
    Objects.requireNonNull(words, "words");
  }
}
