package io.sluice.plan;

/** What a look at a file calls for. */
public enum Decision {
  /** Nothing: the ledger has it, concluded, as it is now. */
  UNCHANGED,
  /** Nothing here: it waits for its upload, which looks at it again itself. */
  IN_HAND,
  /** It is new, changed or back: find out whether it is quiet and whole. */
  SETTLE
}
