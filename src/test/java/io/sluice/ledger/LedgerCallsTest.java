package io.sluice.ledger;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.ledger.SqliteConnections.Work;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes of several threads that wait for one another. */
final class LedgerCallsTest {
  private static final int OTHERS = 6;

  @TempDir private Path directory;
  private final AtomicInteger lastActs = new AtomicInteger();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private ExecutorService threads;
  private SqliteConnections connections;
  private LedgerCalls calls;

  @BeforeEach
  void open() {
    threads = Executors.newCachedThreadPool();
    connections =
        SqliteConnections.open(
            directory.resolve("ledger.db"), session -> {}, () -> lastActs::incrementAndGet);
    calls = new LedgerCalls(connections, LedgerPatience.none());
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    connections.close();
  }

  @Test
  void whatWaits_isWrittenInOneTransaction_andEachGetsItsOwnAnswer() throws Exception {
    CompletableFuture<Long> first = holdUp();
    Set<Thread> writers = ConcurrentHashMap.newKeySet();
    List<CompletableFuture<Long>> others = new ArrayList<>();
    for (int i = 0; i < OTHERS; i++) {
      others.add(
          start(
              session -> {
                writers.add(Thread.currentThread());
                return folder(session);
              }));
    }
    letThemGo(OTHERS);
    assertEquals(1, first.get());
    Set<Long> answers = ConcurrentHashMap.newKeySet();
    for (CompletableFuture<Long> other : others) {
      answers.add(other.get());
    }
    assertEquals(OTHERS, answers.size());
    assertEquals(1, writers.size());
    assertEquals(1 + 1 + OTHERS, lastActs.get());
    assertEquals(1 + OTHERS, calls.<Long>read(LedgerCallsTest::folders).longValue());
  }

  @Test
  void oneThatFails_failsAlone() throws Exception {
    CompletableFuture<Long> first = holdUp();
    List<CompletableFuture<Long>> good = new ArrayList<>();
    good.add(start(LedgerCallsTest::folder));
    CompletableFuture<Long> bad =
        start(
            session -> {
              folder(session);
              throw new IllegalArgumentException("not this one");
            });
    good.add(start(LedgerCallsTest::folder));
    CompletableFuture<Long> odd = start(session -> (long) session.update("UPDATE none SET x = 1"));
    letThemGo(4);
    assertEquals(1, first.get());
    for (CompletableFuture<Long> one : good) {
      one.get();
    }
    assertEquals(
        IllegalArgumentException.class,
        assertThrows(ExecutionException.class, bad::get).getCause().getClass());
    assertEquals(
        LedgerException.class,
        assertThrows(ExecutionException.class, odd::get).getCause().getClass());
    assertEquals(3, calls.<Long>read(LedgerCallsTest::folders).longValue());
  }

  /** A transaction that goes on until {@link #letThemGo}. */
  private CompletableFuture<Long> holdUp() throws InterruptedException {
    CompletableFuture<Long> held =
        start(
            session -> {
              begun.countDown();
              awaitRelease();
              return folder(session);
            });
    begun.await();
    return held;
  }

  private void letThemGo(int waiting) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> connections.writing().getQueueLength() == waiting);
    release.countDown();
  }

  private void awaitRelease() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private CompletableFuture<Long> start(Work<Long> work) {
    return CompletableFuture.supplyAsync(() -> calls.write(work), threads);
  }

  /** Adds a folder, and says its number. */
  private static Long folder(Session session) throws SQLException {
    long number = folders(session) + 1;
    return new FolderTable(session)
        .findOrMake(new FolderKey(Path.of("/folder-" + number), "target", "dataset"));
  }

  private static Long folders(Session session) throws SQLException {
    return session.first(row -> row.number("n"), "SELECT count(*) AS n FROM folder").orElseThrow();
  }
}
