package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.Tries;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Requests that are not made, told by the journal of a gateway. */
@Execution(ExecutionMode.CONCURRENT)
final class RestraintIT {
  private static final int WORKERS = 4;

  @TempDir private Path directory;
  private Site site;
  private RemoteServer server;
  private Front front;

  @BeforeEach
  void prepare() throws Exception {
    site = new Site(directory);
    server = new RemoteServer(site.data());
    front = new Front(server.url());
  }

  @AfterEach
  void end() {
    front.close();
    server.close();
  }

  @Test
  void makesNoRequest_beforeRetryAfterEnds() throws Exception {
    site.remote(
        front.url(),
        server.keyFile(),
        "requests-per-second: 1000",
        "batch-size: 1",
        "workers: " + WORKERS);
    // Whoever hears of the pause seconds late goes on meanwhile.
    Tries.oneOfThree(this::pausesAmidFortyMore);
  }

  private void pausesAmidFortyMore() throws Exception {
    int files = 40;
    int before = site.localDigests().size();
    for (int i = 0; i < files; i++) {
      site.writeQuietly("class-0/" + (before + i) + ".png");
    }
    front.forget();
    Duration pause = Duration.ofSeconds(5);
    AtomicInteger asked = new AtomicInteger();
    AtomicReference<Instant> throttled = new AtomicReference<>();
    front.script(
        request -> {
          if (!request.path().endsWith("/upload-url") || asked.incrementAndGet() != 10) {
            return Optional.empty();
          }
          throttled.set(Instant.now());
          String body = "{\"error\":{\"code\":\"rate_limited\",\"message\":\"slow down\"}}";
          return Optional.of(
              new Front.Answer(429, Map.of("Retry-After", "" + pause.toSeconds()), body));
        });

    site.sync(0).counts(before + files, files, before);
    // What was on its way already when the answer came is let off: one of each other worker.
    Instant from = throttled.get().plusSeconds(1);
    Instant to = throttled.get().plus(pause);
    List<Front.Request> early =
        front.journal().stream()
            .filter(r -> r.at().isAfter(from) && r.at().isBefore(to))
            .filter(r -> r.path().startsWith("/api/"))
            .toList();
    assertTrue(early.size() < WORKERS, () -> "throttled at " + throttled.get() + ": " + early);
    assertEquals(site.localDigests(), server.client().digests(Site.DATASET));
  }

  @Test
  void keepsToRequestsPerSecond() throws Exception {
    site.writeMany(30);
    int rate = 10;
    site.remote(front.url(), server.keyFile(), "requests-per-second: " + rate, "batch-size: 1");
    site.sync(0).counts(30, 30, 0);
    List<Instant> counted =
        front.journal().stream()
            .filter(request -> request.path().startsWith("/api/"))
            .map(Front.Request::at)
            .sorted()
            .toList();
    assertTrue(counted.size() >= 60, () -> "requests: " + front.journal());
    Duration took = Duration.between(counted.get(0), counted.get(counted.size() - 1));
    double perSecond = (counted.size() - 1) * 1000.0 / took.toMillis();
    assertTrue(perSecond <= rate * 1.05, "requests a second: " + perSecond);
  }

  @Test
  void restartAsksNothingForFiles_whenNothingChanged() throws Exception {
    int files = 2_000;
    site.writeMany(files);
    site.remote(front.url(), server.keyFile(), "requests-per-second: 10000", "workers: 16");
    site.rest("report: { interval: 500ms }");
    site.sync(0).counts(files, files, 0);

    front.forget();
    try (SluiceProcess daemon = site.start("run", "-v")) {
      daemon.awaitLog("folder inbox: 2000 files in ");
      daemon.awaitLog("report folder=inbox .*seen=2000 uploaded=2000 .*state=watching");
      site.write("class-0/new.png", ImageFiles.png("new"));
      daemon.awaitLog("report folder=inbox .*seen=2001 uploaded=2001 .*state=watching");
      assertEquals(1, front.count("PUT", "/"), () -> "sent: " + front.journal());
      assertTrue(front.journal().size() <= 10, () -> "requests: " + front.journal());
    }
    assertEquals(site.localDigests(), server.client().digests(Site.DATASET));
  }

  @Test
  void arrivingFilesAreGatheredLonger_whenRequestsOfTheHourRunShort() throws Exception {
    site.folder("settle: { quiet-period: 500ms }");
    site.remote(front.url(), server.keyFile(), "requests-per-hour: 1000");
    try (SluiceProcess daemon = site.start("run")) {
      daemon.awaitLog("folder inbox: 0 files in ");
      await()
          .atMost(SluiceProcess.PATIENCE)
          .until(() -> front.count("POST", "/api/v1/developer/datasets/") == 1);
      front.forget();
      Instant start = Instant.now();
      // 3,000 an hour, for 40 seconds.
      ScheduledExecutorService camera = Executors.newSingleThreadScheduledExecutor();
      AtomicInteger shot = new AtomicInteger();
      ScheduledFuture<?> shooting =
          camera.scheduleAtFixedRate(
              () -> site.writeQuietly("class-0/" + shot.incrementAndGet() + ".png"),
              0,
              1_200,
              TimeUnit.MILLISECONDS);
      await().atMost(SluiceProcess.PATIENCE).until(() -> shot.get() >= 34);
      assertTrue(shooting.cancel(false));
      camera.shutdown();
      int shots = shot.get();
      await().atMost(SluiceProcess.PATIENCE).until(() -> front.registered().size() >= shots);
      double hours = Duration.between(start, Instant.now()).toMillis() / 3_600_000.0;
      double perHour = front.counted() / hours;
      System.out.println("requests an hour for 3,000 images an hour: " + Math.round(perHour));
      assertTrue(perHour < 1000, () -> "requests: " + front.journal() + daemon);
    }
    assertEquals(site.localDigests(), server.client().digests(Site.DATASET));
  }
}
