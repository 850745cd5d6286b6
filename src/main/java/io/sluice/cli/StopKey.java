package io.sluice.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * Has Ctrl-Z give a terminal back before the process stands still, and take it again when that goes
 * on. Thread-safe.
 */
final class StopKey implements AutoCloseable {
  private static final int LONGEST_WAIT_SECONDS = 2;
  private static final int UNTIL_IT_STOPS_MILLIS = 100;

  private final CountDownLatch never = new CountDownLatch(1);
  private final LiveScreen screen;
  private final Optional<OsSignal> signal;
  private Optional<Object> before = Optional.empty();

  private StopKey(LiveScreen screen, Optional<OsSignal> signal) {
    this.screen = screen;
    this.signal = signal;
  }

  /** From now on, until it is closed; where signals cannot be had, nothing is done. */
  static StopKey of(LiveScreen screen) {
    try {
      StopKey key = new StopKey(screen, Optional.of(new OsSignal("TSTP")));
      key.listen();
      return key;
    } catch (ReflectiveOperationException e) {
      LoggerFactory.getLogger(StopKey.class).debug("Ctrl-Z is not noticed", e);
      return new StopKey(screen, Optional.empty());
    }
  }

  private synchronized void listen() throws ReflectiveOperationException {
    before = Optional.of(signal.orElseThrow().handle(this::stop));
  }

  /** On the signal's own thread, which stands still with all others. */
  private synchronized void stop() {
    screen.leave();
    try {
      signal.orElseThrow().handleAsBefore(before.orElseThrow());
      standStill();
      listen();
    } catch (ReflectiveOperationException | IOException e) {
      LoggerFactory.getLogger(StopKey.class).debug("cannot stand still", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      screen.enter();
    }
  }

  /**
   * A JVM does not send itself what it does not handle. Returns once the process goes on, or soon
   * where there is no shell that could have it go on, and the system does not let it stop.
   */
  private void standStill() throws IOException, InterruptedException {
    String pid = Long.toString(ProcessHandle.current().pid());
    Process kill = new ProcessBuilder("kill", "-TSTP", pid).start();
    try {
      kill.waitFor(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
      // It is on its way, and whichever thread has it stops them all.
      never.await(UNTIL_IT_STOPS_MILLIS, TimeUnit.MILLISECONDS);
    } finally {
      kill.destroyForcibly();
    }
  }

  @Override
  public synchronized void close() {
    try {
      if (before.isPresent()) {
        signal.orElseThrow().handleAsBefore(before.get());
      }
    } catch (ReflectiveOperationException e) {
      LoggerFactory.getLogger(StopKey.class).debug("Ctrl-Z is still noticed", e);
    }
  }
}
