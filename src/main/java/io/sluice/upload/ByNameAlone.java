package io.sluice.upload;

/**
 * What is recorded of a file that was skipped because of its name, whatever the content under it.
 */
public final class ByNameAlone {
  static final String WORDS = "already in the dataset by name";
  static final String NOTHING_ELSE = "same name; the dataset offers nothing else to compare by";

  private ByNameAlone() {}

  /**
   * Whether a file was skipped by its name alone.
   *
   * @param reason what the ledger says of it
   */
  public static boolean isSaidIn(String reason) {
    return reason.startsWith(WORDS) || reason.endsWith(NOTHING_ELSE);
  }
}
