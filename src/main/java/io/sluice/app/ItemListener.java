package io.sluice.app;

import io.sluice.file.FileState;

/**
 * Told once for each item of an upload that has come to its end. Called on the threads that do the
 * work, several at a time; must be quick, and not throw.
 */
@FunctionalInterface
public interface ItemListener {
  /**
   * One more item has come to its end.
   *
   * @param number the how-manieth it is, from 1; of a row of a CSV file its line
   * @param state uploaded, skipped, in conflict, incomplete or failed
   * @param reason why, in words for people, safe to print; empty for a plain upload
   */
  void ended(long number, FileState state, String reason);
}
