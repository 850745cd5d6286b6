package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PushPlaceTest {
  private static final int ROUNDS = 400;

  @TempDir private Path directory;
  private PushPlace place;

  @BeforeEach
  void prepare() {
    place = new PushPlace(directory.resolve("push/0123456789abcdef"));
  }

  @Test
  void isTakenAwayWithItsLedger_andCanBeTakenAgain() throws Exception {
    try (StateDirectory taken = place.take()) {
      Files.writeString(taken.ledgerFile(), "x");
    }
    place.conclude();
    place.forget();
    assertFalse(Files.exists(place.directory()));
    place.take().close();
    assertTrue(Files.exists(place.directory()));
  }

  @Test
  void staysWithItsLedger_whileSomebodyHasIt() throws Exception {
    try (StateDirectory taken = place.take()) {
      Files.writeString(taken.ledgerFile(), "x");
      place.forget();
      assertTrue(Files.exists(taken.ledgerFile()));
    }
  }

  @Test
  void staysWhereOthersPutFilesThere() throws Exception {
    place.take().close();
    Path note = Files.writeString(place.directory().resolve("notes.txt"), "x");
    place.forget();
    assertTrue(Files.exists(note));
  }

  @Test
  void isNeverHadByTwo_howeverItIsTakenAndTakenAway() throws Exception {
    AtomicInteger holders = new AtomicInteger();
    AtomicInteger times = new AtomicInteger();
    Callable<Integer> user =
        () -> {
          int most = 0;
          for (int i = 0; i < ROUNDS; i++) {
            try (StateDirectory taken = place.take()) {
              most = Math.max(most, holders.incrementAndGet());
              times.incrementAndGet();
              assertTrue(Files.exists(taken.ledgerFile().resolveSibling("lock")));
              holders.decrementAndGet();
            } catch (StateDirectory.UnusableException e) {
              // Another one has it.
            }
            place.forget();
          }
          return most;
        };
    ExecutorService users = Executors.newFixedThreadPool(4);
    try {
      List<Integer> most = new ArrayList<>();
      for (Future<Integer> one : users.invokeAll(List.of(user, user, user, user))) {
        most.add(one.get());
      }
      assertEquals(List.of(1, 1, 1, 1), most);
      assertTrue(times.get() >= 4, times::toString);
    } finally {
      users.shutdownNow();
    }
  }
}
