package io.sluice.file;

import java.util.Locale;

/**
 * The one state that each file is reported in. The counts of all states but {@link #VANISHED} add
 * up to the files that were seen.
 */
public enum FileState {
  /** The target confirmed it, whole, from us. */
  UPLOADED,
  /** A file of that name was there already, and nothing says that its content differs. */
  SKIPPED,
  /**
   * The name is there with other content, or another local file claims it, or the file changed
   * after its upload.
   */
  CONFLICT,
  /** Not quiet, or not structurally whole, within the longest wait; uploaded as soon as it is. */
  INCOMPLETE,
  /** Refused, unreadable, or out of attempts. */
  FAILED,
  /** Waiting: settling, queued, in transfer, being processed, or backing off. */
  PENDING,
  /** Gone before it was uploaded; counted apart. */
  VANISHED;

  /** The word for it in reports: lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
