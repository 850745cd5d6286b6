package io.sluice.datasetserver;

/**
 * Hears what is done to the disk of a dataset server, on the thread that does it. For tests of what
 * a crash leaves behind: a watch may not come back, but it must not throw.
 */
@FunctionalInterface
public interface StoreWatch {
  /** For those who do not want to know. */
  StoreWatch UNWATCHED = point -> {};

  /** Something was done. */
  void passed(StorePoint point);
}
