package io.sluice.ledger;

/** Which queue an item waits in. */
public enum Lane {
  /** Arrived while Sluice was watching: goes first. */
  LIVE,
  /** Was there when a first scan looked. */
  BACKLOG
}
