package io.sluice.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A process with a page on its screen, and a command that does not notice that it is stopped. */
final class StuckPage {
  private StuckPage() {}

  /** Never returns. */
  public static void main(String[] arguments) throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    LiveScreen screen = new LiveScreen(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    try (SignalledRun signals = SignalledRun.begin(screen::close)) {
      screen.draw(List.of("a page"), new TerminalSize(24, 80));
      while (true) {
        try {
          signals.interruptibly(
              () -> {
                never.await();
                return true;
              });
        } catch (InterruptedException e) {
          System.out.println("interrupted");
          awaitWhateverComes(never);
        }
      }
    }
  }

  private static void awaitWhateverComes(CountDownLatch never) {
    while (never.getCount() > 0) {
      try {
        never.await();
      } catch (InterruptedException e) {
        System.out.println("interrupted again");
      }
    }
  }
}
