package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.app.CsvRequest;
import io.sluice.app.OneShot;
import io.sluice.app.OneShots;
import io.sluice.app.PushRequest;
import io.sluice.config.ConfigLoader;
import io.sluice.config.Environment;
import io.sluice.config.SluiceConfig;
import io.sluice.csv.CsvType;
import io.sluice.event.IngestEvent;
import io.sluice.item.InputKind;
import io.sluice.target.darwin.DarwinFault;
import io.sluice.target.darwin.DarwinStep;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a listener hears of the bytes of a file while it is sent. */
@Execution(ExecutionMode.CONCURRENT)
final class BytesUnderWayTest {
  private static final int SIZE = 300_000;

  @TempDir private Path directory;
  private final List<IngestEvent> events = new CopyOnWriteArrayList<>();

  private SluiceConfig load(Path configuration) throws Exception {
    return ConfigLoader.load(configuration, new Environment(Map.of(), directory, directory));
  }

  private static void run(OneShot upload) throws Exception {
    try (upload) {
      upload.run();
    }
  }

  private List<IngestEvent.BytesUnderWay> underWay() {
    return events.stream()
        .filter(IngestEvent.BytesUnderWay.class::isInstance)
        .map(IngestEvent.BytesUnderWay.class::cast)
        .toList();
  }

  @Test
  void eachPieceIsTold_andATryAfterOneThatFailedBeginsAnew() throws Exception {
    try (DarwinHere site = new DarwinHere(directory)) {
      Path file = site.file("a.png", ImageFiles.png("a", SIZE));
      site.age();
      site.server().next(DarwinStep.PUT, DarwinFault.status(500));

      PushRequest request = new PushRequest(List.of(file), DarwinHere.TARGET, "signs");
      run(OneShots.push(load(site.configuration()), request, events::add));

      List<Long> told = underWay().stream().map(IngestEvent.BytesUnderWay::bytes).toList();
      long whole = Files.size(file);
      assertEquals(2, told.stream().filter(bytes -> bytes == whole).count(), told::toString);
      int second = told.indexOf(whole) + 1;
      assertTrue(second >= 4, told::toString);
      for (List<Long> one : List.of(told.subList(0, second), told.subList(second, told.size()))) {
        assertEquals(one.stream().sorted().distinct().toList(), one);
      }
      assertEquals(Set.of("a.png"), names(IngestEvent.BytesUnderWay.class));
    }
  }

  @Test
  void aRow_hasTheSameNameInAllThatIsToldOfIt() throws Exception {
    try (ClarifaiHere site = new ClarifaiHere(directory)) {
      site.file("a.png", ImageFiles.png("a"));
      site.file("b.png", ImageFiles.png("b", SIZE));
      Path rows =
          site.file(
              "rows.csv", "inputid,input\n1,a.png\n2,b.png\n".getBytes(StandardCharsets.UTF_8));
      CsvRequest request =
          new CsvRequest(
              rows,
              "tagging",
              ClarifaiHere.DATASET,
              CsvType.FILE_PATH,
              InputKind.IMAGE,
              false,
              OptionalInt.empty(),
              false);

      run(OneShots.csv(load(site.configuration()), request, events::add));

      Set<String> all = Set.of("rows.csv:2", "rows.csv:3");
      assertEquals(all, names(IngestEvent.FileFound.class));
      assertEquals(all, names(IngestEvent.BytesUnderWay.class));
      assertEquals(all, names(IngestEvent.FileAccepted.class));
      assertEquals(all, names(IngestEvent.FileOutcome.class));
    }
  }

  private Set<String> names(Class<? extends IngestEvent> kind) {
    return events.stream()
        .filter(kind::isInstance)
        .map(BytesUnderWayTest::name)
        .collect(Collectors.toSet());
  }

  private static String name(IngestEvent event) {
    if (event instanceof IngestEvent.FileFound found) {
      return found.path().encoded();
    }
    if (event instanceof IngestEvent.BytesUnderWay under) {
      return under.path().encoded();
    }
    return event instanceof IngestEvent.FileAccepted accepted
        ? accepted.path().encoded()
        : ((IngestEvent.FileOutcome) event).path().encoded();
  }
}
