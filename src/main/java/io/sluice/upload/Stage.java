package io.sluice.upload;

/**
 * The kinds of calls. Each may fail while the others do well: a platform that answers and whose
 * storage is away, a key that may look and not add.
 */
enum Stage {
  /** Finding datasets. */
  DATASET,
  /** Looking names up, and what has them. */
  NAMES,
  /** Asking for leave to send. */
  RESERVE,
  /** Sending bytes. */
  TRANSFER,
  /** Making what was sent count. */
  COMMIT,
  /** Asking how far the platform is. */
  FOLLOW,
  /** Adding what belongs to entries that exist. */
  ATTACH
}
