package io.sluice.config;

/** Which files of a backlog go first, by the time of their last change. */
public enum BacklogOrder {
  /** The oldest. */
  OLDEST,
  /** The newest. */
  NEWEST
}
