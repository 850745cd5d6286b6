package io.sluice.target.web;

import io.sluice.target.TargetException;

/**
 * Where the API key comes from. Asked for each check of the target, by any worker, so that a key
 * that was replaced is taken without a restart.
 */
@FunctionalInterface
public interface ApiKey {
  /**
   * The key as it is now.
   *
   * @throws TargetException of kind {@link TargetException.Kind#REFUSED} when it cannot be read;
   *     the message says what to do
   */
  String reveal() throws TargetException;
}
