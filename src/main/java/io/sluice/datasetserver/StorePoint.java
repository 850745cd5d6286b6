package io.sluice.datasetserver;

/** What has just been done to the disk of a dataset server. */
public enum StorePoint {
  /** The data directory was taken; nothing in it was read. */
  TAKEN,
  /** Key, database and identity are there; what unfinished uploads left is about to be removed. */
  LEFTOVERS_KNOWN,
  /** All is open; nobody listens yet. */
  OPENED,
  /** Some bytes of an image were written. */
  BYTES_ARRIVING,
  /** All bytes were written. */
  BYTES_ARRIVED,
  /** They were synced. */
  BYTES_SYNCED,
  /** They have their name; the directory is not synced. */
  BLOB_NAMED,
  /** The directory is synced; no row speaks of them. */
  BLOB_DURABLE,
  /** Rows were written and are not committed. */
  ROWS_WRITTEN,
  /** Rows were committed; the client does not know. */
  ROWS_COMMITTED
}
