package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** Time that has to pass because a writer or a server takes it; never a wait for a result. */
final class Pause {
  private Pause() {}

  static void of(Duration time) {
    await().pollDelay(time).atMost(time.plusSeconds(60)).until(() -> true);
  }
}
