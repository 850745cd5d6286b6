package io.sluice.endtoend;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A process that is killed by the server it asks, which may have its request before the test that
 * started it has gone on.
 */
final class Doomed {
  private final CompletableFuture<SluiceProcess> process = new CompletableFuture<>();

  /** Says which process it is. */
  SluiceProcess is(SluiceProcess started) {
    process.complete(started);
    return started;
  }

  /** Waits until it is known, kills it, and returns when it is dead; later calls do nothing. */
  void kill() {
    process.orTimeout(SluiceProcess.PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join().kill();
  }
}
