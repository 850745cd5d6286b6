package io.sluice.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.file.RelativePath;
import io.sluice.source.FolderFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
final class WatchLoopTest {
  private static final FolderFilter IMAGES =
      new FolderFilter(List.of(), List.of(), Set.of("png"), 1, 1_000, "");

  @TempDir private Path temp;
  private final Inbox inbox = new Inbox();
  private final Heard heard = new Heard();
  private Path root;
  private WatchLoop loop;
  private Thread thread;

  @BeforeEach
  void watch() throws IOException {
    root = Files.createDirectory(temp.resolve("in"));
    loop = new WatchLoop(root, IMAGES, () -> true, heard, inbox);
    thread = new Thread(loop::run, "watch");
    thread.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    loop.close();
    thread.join();
  }

  @Test
  void watchesAgain_whenItsThreadWasInterrupted() throws Exception {
    awaitHeard("watching");
    thread.interrupt();
    awaitHeard("watching", "lost", "watching");
    Files.createFile(root.resolve("a.png"));
    awaitHeard("watching", "lost", "watching", "a.png");
    assertTrue(thread.isAlive());
  }

  @Test
  void watchesAgain_whenTheFolderWasDeletedAndMadeAnew() throws Exception {
    awaitHeard("watching");
    Files.delete(root);
    awaitHeard("watching", "lost");
    Files.createDirectory(root);
    loop.walked("the walk found another directory");
    await().until(() -> drained().lastIndexOf("watching") > heard.all.indexOf("lost"));
  }

  @Test
  void watchesTheOtherDirectory_whenAWalkFoundOneInItsPlace() throws Exception {
    awaitHeard("watching");
    Files.move(root, temp.resolve("away"));
    Files.createDirectory(root);
    loop.walked("the walk found another directory");
    awaitHeard("watching", "lost", "watching");
    Files.createFile(root.resolve("b.png"));
    awaitHeard("watching", "lost", "watching", "b.png");
  }

  private List<String> drained() throws InterruptedException {
    inbox.take(Duration.ofMillis(20), 100).forEach(Runnable::run);
    return heard.all;
  }

  /** Waits for these, in this order, repetitions aside. */
  private void awaitHeard(String... wanted) {
    await().atMost(Duration.ofSeconds(40)).until(() -> drained().equals(List.of(wanted)));
  }

  /** Keeps what it hears, without repetitions; touched by the test's thread alone. */
  private static final class Heard implements WatchNews {
    final List<String> all = new ArrayList<>();

    private void add(String what) {
      if (all.isEmpty() || !all.get(all.size() - 1).equals(what)) {
        all.add(what);
      }
    }

    @Override
    public void watching() {
      add("watching");
    }

    @Override
    public void noticed(RelativePath path) {
      add(path.encoded());
    }

    @Override
    public void eventsLost(String reason) {
      add("overflow");
    }

    @Override
    public void watchLost(String reason) {
      add("lost");
    }

    @Override
    public void polled() {
      add("polled");
    }
  }
}
