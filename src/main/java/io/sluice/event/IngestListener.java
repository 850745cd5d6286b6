package io.sluice.event;

/**
 * Hears of everything that happens. Called on the thread on which it happened, by several at once;
 * must be quick, must not block, and must not throw.
 */
@FunctionalInterface
public interface IngestListener {
  /** Something happened. */
  void on(IngestEvent event);
}
