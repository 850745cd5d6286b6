package io.sluice.app;

import java.io.IOException;

/** A command that does its work once. Its result stays readable until it is closed. */
public interface OneShot extends AutoCloseable {
  /**
   * Works to the end. Call it once.
   *
   * @throws InterruptedException when the calling thread is interrupted; what was done is recorded
   * @throws DaemonGoneException when a daemon that did the work ended meanwhile
   * @throws InternalFaultException when a thread of Sluice dies
   */
  SyncResult run() throws InterruptedException, DaemonGoneException;

  /**
   * What was done until now; for a run that was interrupted, once it has ended. Each folder that
   * can be told of has a report, also one that was not begun.
   *
   * @throws InterruptedException when the calling thread is interrupted again
   */
  SyncResult soFar() throws InterruptedException;

  @Override
  void close() throws IOException;
}
