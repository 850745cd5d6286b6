package io.sluice.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that look at the disks of folders: those that scan, watch and inspect. All are made
 * before they are started; told to end, one that hangs on a dead mount is left behind. Used by the
 * threads that build, start and stop the pipeline, one after the other.
 */
final class DiskThreads {
  private static final int INSPECTORS_PER_FOLDER = 2;
  private static final Duration LONGEST_END = Duration.ofSeconds(1);

  private final Threads threads;
  private final List<Thread> scanThreads = new ArrayList<>();
  private final List<WatchLoop> watches = new ArrayList<>();
  private final List<Thread> watchThreads = new ArrayList<>();
  private final List<ThreadPoolExecutor> inspectors = new ArrayList<>();

  DiskThreads(Threads threads) {
    this.threads = threads;
  }

  /** One more thread that scans {@code folder}. */
  void addScan(String folder, ScanThread scan) {
    scanThreads.add(threads.newThread("scan-" + folder, scan::run));
  }

  /** One more thread that watches {@code folder}. */
  void addWatch(String folder, WatchLoop watch) {
    watches.add(watch);
    watchThreads.add(threads.newThread("watch-" + folder, watch::run));
  }

  /**
   * Threads of {@code folder} that look into files; what they are given once they end is dropped.
   */
  Executor addInspectors(String folder) {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            INSPECTORS_PER_FOLDER,
            INSPECTORS_PER_FOLDER,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            threads.numbered("inspect-" + folder),
            new ThreadPoolExecutor.DiscardPolicy());
    executor.allowCoreThreadTimeOut(true);
    inspectors.add(executor);
    return executor;
  }

  /** Starts those that watch, then those that scan; the others start when they are needed. */
  void start() {
    watchThreads.forEach(Thread::start);
    scanThreads.forEach(Thread::start);
  }

  /** Tells them to end: nothing more is noticed, found or looked into. Does not wait. */
  void end() {
    watches.forEach(WatchLoop::close);
    scanThreads.forEach(Thread::interrupt);
    inspectors.forEach(ThreadPoolExecutor::shutdownNow);
  }

  /** Waits a second at most, for all together, until those that scan and watch have ended. */
  void join() throws InterruptedException {
    List<Thread> lookers = new ArrayList<>(scanThreads);
    lookers.addAll(watchThreads);
    Threads.join(lookers, System.nanoTime() + LONGEST_END.toNanos());
  }
}
