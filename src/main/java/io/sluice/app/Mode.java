package io.sluice.app;

/** What the pipeline runs for. */
enum Mode {
  /** Scan, then watch, until stopped. */
  DAEMON,
  /** Scan once, finish, report. */
  ONE_SHOT
}
