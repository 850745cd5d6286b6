package io.sluice.endtoend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.annotation.Annotation;
import io.sluice.annotation.Concept;
import io.sluice.annotation.GeoPoint;
import io.sluice.annotation.InputDetails;
import io.sluice.annotation.Region;
import io.sluice.app.ItemListener;
import io.sluice.app.OneShot;
import io.sluice.app.OneShots;
import io.sluice.app.StartException;
import io.sluice.app.SyncResult;
import io.sluice.app.UploadItem;
import io.sluice.app.UploadRequest;
import io.sluice.config.ClarifaiTargetConfig;
import io.sluice.config.ConfigLoader;
import io.sluice.config.Environment;
import io.sluice.config.SluiceConfig;
import io.sluice.event.IngestListener;
import io.sluice.file.FileState;
import io.sluice.item.InputKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Items that a program hands over; the first test is the example of docs/csv.md. */
@Execution(ExecutionMode.CONCURRENT)
final class UploadItemsTest {
  @TempDir private Path directory;
  private ClarifaiHere site;

  @BeforeEach
  void prepare() throws Exception {
    site = new ClarifaiHere(directory);
  }

  @AfterEach
  void stop() {
    site.close();
  }

  private SluiceConfig config() throws Exception {
    Environment here = new Environment(Map.of(), directory, directory);
    return ConfigLoader.load(site.configuration(), here);
  }

  private UploadRequest request(String name) {
    return new UploadRequest(name, "tagging", ClarifaiHere.DATASET, site.in());
  }

  @Test
  void itemsOfEveryKind_withWhatIsKnownOfThem() throws Exception {
    Path picture = site.file("day-1/cat.png", ImageFiles.png("cat"));
    SluiceConfig config = config();
    UploadRequest request = new UploadRequest("cats", "tagging", "signs-2026", site.in());

    InputDetails details =
        new InputDetails(
            Optional.of("cat-1"),
            List.of(new Concept("cat")),
            "{\"camera\": 3}",
            Optional.of(new GeoPoint(24.94, 60.17)),
            List.of(
                new Annotation(new Region.Box(0.1, 0.1, 0.5, 0.4), List.of(new Concept("ear")))));
    List<UploadItem> items =
        List.of(
            new UploadItem(new UploadItem.Content.File(picture), details),
            new UploadItem(
                new UploadItem.Content.Url("https://example.org/2.jpg", InputKind.IMAGE)),
            new UploadItem(new UploadItem.Content.Text("handle is loose")));

    ItemListener listener =
        (number, state, reason) -> System.out.println(number + " " + state + " " + reason);
    try (OneShot upload =
        OneShots.upload(config, request, items.iterator(), OneShots.statuses(listener))) {
      SyncResult result = upload.run(); // counts and failures, as in --json
      assertEquals(3, result.folders().get(0).counts().of(FileState.UPLOADED));
    }
    assertEquals(3, site.server().inputs().size());
    assertEquals(3, site.server().input("cat-1").data().path("metadata").path("camera").asInt());
    assertEquals("cat.png", site.server().input("cat-1").fileName());
    assertEquals(List.of("ear"), site.server().annotations().concepts("cat-1"));
  }

  @Test
  void annotationsAreWaitedFor_alsoWhereInputsAreNot() throws Exception {
    site.server().processing().after(8);
    Annotation name = new Annotation(new Region.Span(0, 4), List.of(new Concept("name")));
    InputDetails details =
        new InputDetails(Optional.of("t"), List.of(), "{}", Optional.empty(), List.of(name));
    UploadItem item = new UploadItem(new UploadItem.Content.Text("Anna is here"), details);
    SluiceConfig config = config();
    ClarifaiTargetConfig target = (ClarifaiTargetConfig) config.target("tagging").orElseThrow();
    Map<Long, String> told = new ConcurrentHashMap<>();
    try (OneShot upload =
        OneShots.upload(
            config.withTarget(target.withoutWaiting()),
            request("named"),
            List.of(item, text("plain", "p")).iterator(),
            into(told))) {
      upload.run();
    }
    assertEquals(Map.of(1L, "UPLOADED", 2L, "UPLOADED"), new TreeMap<>(told));
    assertEquals(List.of("name"), site.server().annotations().concepts("t"));
    assertEquals(2, site.posted());
  }

  @Test
  void annotationsOfAnInputThatIsKnownByItsIdAlone_areAConflict_andNotPosted() throws Exception {
    site.server().addDataset(ClarifaiHere.DATASET);
    site.server().addInput("t", ClarifaiHere.DATASET, "");
    site.server().processing().after(0);
    Annotation name = new Annotation(new Region.Span(0, 4), List.of(new Concept("name")));
    InputDetails details =
        new InputDetails(Optional.of("t"), List.of(), "{}", Optional.empty(), List.of(name));
    UploadItem item = new UploadItem(new UploadItem.Content.Text("Anna is here"), details);
    assertEquals(Map.of(1L, "CONFLICT"), run(request("named"), List.of(item).iterator()));
    assertEquals(0, site.server().annotations().size());
    assertEquals(0, site.posted());
  }

  @Test
  void everyItemIsToldOfOnce_andWhatFailedCanBeTriedAgain() throws Exception {
    site.server().processing().fails("bad");
    List<UploadItem> items =
        List.of(
            text("one", "good"), text("two", "bad"), text("other", "good"), text("one", "good"));
    Map<Long, String> told = run(request("texts"), items.iterator());
    assertEquals(
        Map.of(1L, "UPLOADED", 2L, "FAILED", 3L, "CONFLICT", 4L, "SKIPPED"), new TreeMap<>(told));

    assertEquals(Map.of(2L, "FAILED", 3L, "CONFLICT"), retry(request("texts")));
    assertEquals(2, site.posted());
    assertEquals(
        Map.of(1L, "SKIPPED", 2L, "FAILED", 3L, "CONFLICT", 4L, "SKIPPED"),
        run(request("texts"), items.iterator()));
    assertEquals(2, site.posted());
  }

  @Test
  void retry_sendsWhatCanBeSentNow() throws Exception {
    Path late = site.in().resolve("late.png");
    UploadItem item = new UploadItem(new UploadItem.Content.File(late));
    assertEquals(Map.of(1L, "FAILED"), run(request("late"), List.of(item).iterator()));
    assertEquals(Map.of(), retry(request("never")));
    site.file("late.png", ImageFiles.png("late"));
    assertEquals(Map.of(1L, "UPLOADED"), retry(request("late")));
    assertEquals(Map.of(), retry(request("late")));
    try (var places = Files.list(site.state().resolve("push"))) {
      assertEquals(List.of(), places.filter(Files::isDirectory).toList());
    }
  }

  @Test
  void iteratorIsNotReadFarAhead() throws Exception {
    AtomicInteger taken = new AtomicInteger();
    Iterator<UploadItem> items =
        IntStream.range(0, 7_000)
            .peek(i -> taken.incrementAndGet())
            .mapToObj(i -> text("t" + i, "t" + i))
            .iterator();
    site.server().processing().stick(true);
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Thread running =
        new Thread(
            () -> {
              try (OneShot upload = OneShots.upload(config(), request("many"), items, e -> {})) {
                upload.run();
                ended.complete(new AssertionError("it came to an end"));
              } catch (Exception e) {
                ended.complete(e);
              }
            });
    running.start();
    // As long as nothing comes to its end, no more than so many are taken, however long that is.
    AtomicInteger seen = new AtomicInteger();
    await()
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofSeconds(3))
        .until(() -> taken.get() >= 4_000 && seen.getAndSet(taken.get()) == taken.get());
    running.interrupt();
    assertInstanceOf(InterruptedException.class, ended.get(4, TimeUnit.MINUTES));
    assertTrue(taken.get() >= 4_000 && taken.get() <= 4_400, taken::toString);
  }

  @Test
  void iteratorThatBreaks_losesNothingThatItGave() throws Exception {
    Iterator<UploadItem> items =
        new Iterator<>() {
          private int given;

          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public UploadItem next() {
            if (given++ == 2) {
              throw new IllegalStateException("the disk is full");
            }
            return text("x" + given, "x" + given);
          }
        };
    try (OneShot upload = OneShots.upload(config(), request("broken"), items, event -> {})) {
      SyncResult result = upload.run();
      assertEquals(2, result.folders().get(0).counts().of(FileState.UPLOADED));
      assertTrue(result.lostFolders().get(0).endsWith("the disk is full"), result::toString);
    }
  }

  @Test
  void otherTargets_areRefusedBeforeAnythingIsDone() throws Exception {
    UploadRequest local = new UploadRequest("x", "local", "d", site.in());
    StartException refused =
        assertThrows(
            StartException.class,
            () -> OneShots.upload(config(), local, Collections.emptyIterator(), event -> {}));
    assertTrue(refused.getMessage().contains("type clarifai"), refused::getMessage);
  }

  private static UploadItem text(String text, String id) {
    InputDetails none = InputDetails.NONE;
    return new UploadItem(
        new UploadItem.Content.Text(text),
        new InputDetails(
            Optional.of(id), none.concepts(), none.metadata(), none.geoPoint(), List.of()));
  }

  private Map<Long, String> run(UploadRequest request, Iterator<UploadItem> items)
      throws Exception {
    Map<Long, String> told = new ConcurrentHashMap<>();
    try (OneShot upload = OneShots.upload(config(), request, items, into(told))) {
      upload.run();
    }
    return new TreeMap<>(told);
  }

  private Map<Long, String> retry(UploadRequest request) throws Exception {
    Map<Long, String> told = new ConcurrentHashMap<>();
    try (OneShot again = OneShots.retryUpload(config(), request, into(told))) {
      again.run();
    }
    return new TreeMap<>(told);
  }

  private static IngestListener into(Map<Long, String> told) {
    List<String> twice = new ArrayList<>();
    return OneShots.statuses(
        (number, state, reason) -> {
          if (told.put(number, state.name()) != null) {
            twice.add(number + " " + state);
          }
          assertEquals(List.of(), twice);
        });
  }
}
