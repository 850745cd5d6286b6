package io.sluice.faultserver;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DynamicTest;

/** Cases of a test that mostly wait, and so are run many at a time. */
final class ParallelCases implements AutoCloseable {
  private final ExecutorService threads;

  ParallelCases(int atOnce) {
    this.threads = Executors.newFixedThreadPool(atOnce);
  }

  /** A case. */
  interface Case {
    void run() throws Exception;
  }

  /** Starts a case as soon as there is room; the test is to wait for its end. */
  DynamicTest started(String name, Case work) {
    Future<?> running =
        threads.submit(
            () -> {
              work.run();
              return null;
            });
    return DynamicTest.dynamicTest(name, running::get);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
