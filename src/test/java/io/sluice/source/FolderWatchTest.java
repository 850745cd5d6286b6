package io.sluice.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.file.RelativePath;
import io.sluice.source.WatchLoss.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
final class FolderWatchTest {
  private static final FolderFilter IMAGES =
      new FolderFilter(List.of(), List.of(), Set.of("jpg"), 1, 1_000, "");

  @TempDir Path temp;
  private Path root;
  private final Heard heard = new Heard();
  private FolderWatch watch;
  private Thread thread;

  @BeforeEach
  void createsFolder() throws IOException {
    root = Files.createDirectory(temp.resolve("in"));
  }

  @AfterEach
  void stops() throws InterruptedException {
    if (watch != null) {
      watch.close();
      watch.close();
      thread.join();
    }
  }

  @Test
  void noticesFile_whenWritten_renamedIn_andDeleted() throws Exception {
    Paths.file(root, "sub/old.jpg", 1);
    start(root);
    Paths.file(root, "a.jpg", 10);
    Paths.file(root, "sub/bad%FF.jpg", 10);
    Path part = Paths.file(temp, "elsewhere.part", 10);
    Files.move(part, root.resolve("sub/b.jpg"), StandardCopyOption.ATOMIC_MOVE);
    Files.delete(root.resolve("sub/old.jpg"));
    awaitNoticed("a.jpg", "sub/bad%FF.jpg", "sub/b.jpg", "sub/old.jpg");
    assertTrue(heard.losses.isEmpty(), "" + heard.losses);
  }

  @Test
  void noticesDirectory_whenCreatedOrMovedIn() throws Exception {
    start(root);
    Path outside = temp.resolve("tree");
    Paths.file(outside, "deep/er/a.jpg", 1);
    Files.move(outside, root.resolve("tree"), StandardCopyOption.ATOMIC_MOVE);
    await().until(() -> heard.directories.containsAll(Set.of("tree", "tree/deep", "tree/deep/er")));
    Files.createDirectory(root.resolve("new"));
    await().until(() -> heard.directories.contains("new"));
    Paths.file(root, "new/b.jpg", 1);
    Paths.file(root, "tree/deep/er/c.jpg", 1);
    awaitNoticed("new/b.jpg", "tree/deep/er/c.jpg");
  }

  @Test
  void missesNothing_whenDirectoriesAppearWithFiles() throws Exception {
    start(root);
    FolderScan scan = new FolderScan(root, IMAGES);
    for (int i = 0; i < 100; i++) {
      Paths.file(root, "d" + i + "/e/a.jpg", 1);
    }
    await()
        .until(
            () -> {
              Set<String> known = ConcurrentHashMap.newKeySet();
              known.addAll(heard.noticed);
              for (String directory : heard.directories) {
                Collected listed = new Collected();
                scan.runIn(new RelativePath(directory), listed);
                known.addAll(listed.paths());
              }
              return known.stream().filter(p -> p.endsWith("/e/a.jpg")).count() == 100;
            });
  }

  @Test
  void watchesNoExcludedDirectory() throws Exception {
    Files.createDirectory(root.resolve("@eaDir"));
    start(root);
    Paths.file(root, "@eaDir/a.jpg", 1);
    Paths.file(root, "z.jpg", 1);
    awaitNoticed("z.jpg");
    assertFalse(heard.noticed.contains("@eaDir/a.jpg"));
  }

  @Test
  void noticesAllOrSaysLost_whenManyComeAtOnce() throws Exception {
    start(root);
    int files = 5_000;
    for (int i = 0; i < files; i++) {
      Files.createFile(root.resolve("f" + i + ".jpg"));
    }
    await()
        .until(
            () ->
                heard.noticed.size() == files
                    || heard.losses.stream().anyMatch(l -> l.cause() == Cause.OVERFLOW));
  }

  @Test
  void saysOverflow_whenListenerCannotKeepUp() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    heard.gate = release;
    start(root);
    Files.createFile(root.resolve("first.jpg"));
    await().until(() -> heard.blocked);
    for (int i = 0; i < 1_000; i++) {
      Files.createFile(root.resolve("f" + i + ".jpg"));
      Files.delete(root.resolve("f" + i + ".jpg"));
    }
    release.countDown();
    await().until(() -> heard.losses.stream().anyMatch(l -> l.cause() == Cause.OVERFLOW));
    Files.createFile(root.resolve("after.jpg"));
    awaitNoticed("after.jpg");
  }

  @Test
  void saysEnded_whenFolderIsDeleted() throws Exception {
    start(root);
    Files.delete(root);
    await().until(() -> !thread.isAlive());
    assertEquals(List.of(Cause.ENDED), heard.causes());
  }

  @Test
  void saysFailed_whenFolderIsMissing() throws Exception {
    watch = new FolderWatch(root.resolve("none"), IMAGES, heard);
    thread = new Thread(watch::run, "watch");
    thread.start();
    await().until(() -> !thread.isAlive());
    assertEquals(List.of(Cause.FAILED), heard.causes());
  }

  @Test
  void saysFailed_whenListenerThrows() throws Exception {
    heard.failing = true;
    start(root);
    Files.createFile(root.resolve("a.jpg"));
    await().until(() -> heard.causes().contains(Cause.FAILED));
    assertTrue(thread.isAlive(), "the watch goes on");
  }

  @Test
  void endsWithoutLoss_whenClosed() throws Exception {
    start(root);
    watch.close();
    thread.join();
    assertEquals(List.of(), heard.causes());
  }

  @Test
  void doesNotBegin_whenClosedBefore() throws Exception {
    FolderWatch early = new FolderWatch(root, IMAGES, heard);
    early.close();
    early.run();
    assertEquals(List.of(), heard.causes());
    assertFalse(heard.watching);
  }

  @Test
  void reportsPathsBelowFolder_whenItIsALink() throws Exception {
    start(Files.createSymbolicLink(temp.resolve("link"), root));
    Paths.file(root, "a.jpg", 1);
    awaitNoticed("a.jpg");
  }

  @ParameterizedTest
  @CsvSource({
    "User limit of inotify watches reached, LIMIT, fs.inotify.max_user_watches",
    "User limit of inotify instances reached or too many open files, LIMIT,"
        + " fs.inotify.max_user_instances",
    "Input/output error, FAILED, Input/output error",
  })
  void namesTheRemedy_whenSystemRefuses(String message, Cause cause, String words) {
    WatchLoss loss = FolderWatch.lossOf(new IOException(message));
    assertEquals(cause, loss.cause());
    assertTrue(loss.text().contains(words), loss.text());
  }

  /** Long enough for a machine that is busy with other things. */
  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(40));
  }

  private void start(Path folder) {
    watch = new FolderWatch(folder, IMAGES, heard);
    thread = new Thread(watch::run, "watch");
    thread.start();
    await().until(() -> heard.watching);
  }

  private void awaitNoticed(String... paths) {
    await().until(() -> heard.noticed.containsAll(List.of(paths)));
  }

  /** Keeps what it hears; can be made slow or faulty. */
  private static final class Heard implements WatchListener {
    final Set<String> noticed = ConcurrentHashMap.newKeySet();
    final Set<String> directories = ConcurrentHashMap.newKeySet();
    final Queue<WatchLoss> losses = new ConcurrentLinkedQueue<>();
    volatile boolean watching;
    volatile boolean failing;
    volatile boolean blocked;
    volatile CountDownLatch gate = new CountDownLatch(0);

    List<Cause> causes() {
      return losses.stream().map(WatchLoss::cause).toList();
    }

    @Override
    public void watching() {
      watching = true;
    }

    @Override
    public void noticed(RelativePath path) {
      if (failing) {
        throw new IllegalStateException("listener at fault");
      }
      blocked = gate.getCount() > 0;
      try {
        assertTrue(gate.await(2, TimeUnit.MINUTES));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      noticed.add(path.encoded());
    }

    @Override
    public void directoryNoticed(RelativePath directory) {
      directories.add(directory.encoded());
    }

    @Override
    public void eventsLost(WatchLoss loss) {
      losses.add(loss);
    }
  }
}
