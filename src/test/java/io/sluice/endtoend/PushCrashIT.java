package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.CommandHere;
import io.sluice.failpoint.Point;
import io.sluice.image.SampleMedia;
import io.sluice.target.darwin.DarwinItems;
import io.sluice.target.darwin.DarwinStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A push that ends before its time, and the same push again: everything is there once. */
@Execution(ExecutionMode.CONCURRENT)
final class PushCrashIT {
  private static final int HALTED = 137;

  /** Its answer may be lost with the process, so the platform has to be asked again. */
  private static final String REGISTERING = "(reserve-call|reserved-row)\\..*";

  @TempDir private Path directory;

  static Stream<String> points() {
    return Point.all().stream()
        .map(Point::name)
        .filter(point -> !point.matches("(server|failure|found|report|vanished|forget|swe).*"));
  }

  @ParameterizedTest
  @ValueSource(strings = "transfer.after")
  void itemsOfSeveralFiles_areRegisteredOnce_andEachSlotHasItsBytes(String point) throws Exception {
    assertTrue(haltItems(point, 2));
  }

  @Tag("sweep")
  @ParameterizedTest
  @MethodSource("points")
  void itemsOfSeveralFiles_whateverPointThePushEndedAt(String point) throws Exception {
    for (int passage : new int[] {1, 3}) {
      boolean halted = haltItems(point, passage);
      System.out.println("push of items, " + point + ":" + passage + (halted ? " HALTED" : ""));
    }
  }

  private boolean haltItems(String point, int passage) throws Exception {
    Path root = Files.createTempDirectory(directory, "items");
    try (DarwinSite darwin = new DarwinSite(root, "workers: 2")) {
      darwin.server().with(state -> state.reissue());
      NavigableMap<String, String> wanted = new TreeMap<>();
      for (String item : List.of("rig-1", "rig-2", "rig-3")) {
        for (int slot = 0; slot < 2; slot++) {
          byte[] image = ImageFiles.png(item + " " + slot);
          old(darwin.site().write(item + "/" + slot + ".png", image));
          wanted.put("/" + item + " " + slot, "CONFIRMED " + Site.sha256(image) + " 1");
        }
      }
      List<String> push = push(darwin, "rig-1", "rig-2", "rig-3");
      push.addAll(List.of("--item-merge-mode", "slots"));
      boolean halted = halt(darwin.site(), push, point, passage);
      again(darwin.site(), push);
      NavigableMap<String, String> there = new TreeMap<>();
      for (String line : darwin.server().items()) {
        String[] words = line.split(" ", 3);
        there.put(words[0] + " " + words[1], words[2]);
      }
      assertEquals(wanted, there, point);
      if (!point.matches(REGISTERING)) {
        assertEquals(
            List.of("rig-1", "rig-2", "rig-3"), DarwinItems.registered(darwin.server()), point);
      }
      assertSkipped(darwin, push);
      return halted;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"transfer.after", "commit-call.after"})
  void aSeries_goesOnWithTheSameUpload_andNoZipIsOnDisk(String point) throws Exception {
    try (DarwinSite darwin = new DarwinSite(directory, "workers: 2")) {
      for (String slice : List.of("1.dcm", "2.dcm")) {
        old(darwin.site().write("ct-1/" + slice, SampleMedia.slice("Anna " + slice)));
      }
      List<String> push = push(darwin, "ct-1");
      push.addAll(List.of("--item-merge-mode", "series"));
      assertTrue(halt(darwin.site(), push, point, 1));
      again(darwin.site(), push);
      assertEquals(Set.of("/ct-1 0 ct-1.dcm"), DarwinItems.slots(darwin.server()));
      assertEquals(List.of("ct-1"), DarwinItems.registered(darwin.server()));
      assertEquals(List.of(), left(darwin.site(), ".dcm"));
      assertSkipped(darwin, push);
    }
  }

  @Test
  void killedWhileASlotIsSent_itGoesOn() throws Exception {
    try (DarwinSite darwin = new DarwinSite(directory, "workers: 2", "batch-wait: 1m")) {
      for (int i = 0; i < 5; i++) {
        old(darwin.site().write("d/" + i + ".png", ImageFiles.png("image " + i)));
      }
      Doomed doomed = new Doomed();
      darwin
          .server()
          .meanwhile(
              arrived -> {
                if (arrived == DarwinStep.PUT) {
                  doomed.kill();
                }
              });
      List<String> push = push(darwin, "d");
      push.add("--preserve-folders");
      push.set(1, darwin.site().inbox().toString());
      try (SluiceProcess killed =
          doomed.is(SluiceProcess.start(darwin.site().root(), darwin.site().logs(), push))) {
        assertTrue(killed.awaitExit() > 128, killed::toString);
      }
      again(darwin.site(), push);
      darwin.assertAllConfirmedOnce();
      assertEquals(1, darwin.count(DarwinStep.REGISTER));
      assertSkipped(darwin, push);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = "commit-call.after")
  void aPushToADatasetServer_sendsNothingThatIsThere(String point) throws Exception {
    assertTrue(haltFiles(point, 2));
  }

  @Tag("sweep")
  @ParameterizedTest
  @MethodSource("points")
  void aPushToADatasetServer_whateverPointItEndedAt(String point) throws Exception {
    for (int passage : new int[] {1, 3}) {
      boolean halted = haltFiles(point, passage);
      System.out.println("push of files, " + point + ":" + passage + (halted ? " HALTED" : ""));
    }
  }

  private boolean haltFiles(String point, int passage) throws Exception {
    Path root = Files.createTempDirectory(directory, "files");
    Site site = new Site(root);
    try (RemoteServer server = new RemoteServer(site.data());
        Front front = new Front(server.url())) {
      site.remote(front.url(), server.keyFile(), "workers: 2", "batch-size: 2");
      site.writeMany(5);
      try (Stream<Path> files = Files.walk(site.inbox())) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          old(file);
        }
      }
      List<String> push = new ArrayList<>(List.of("push", site.inbox().toString()));
      push.addAll(List.of("-c", site.configuration().toString(), "--target", "store"));
      push.addAll(List.of("--dataset", Site.DATASET, "-q", "--preserve-folders"));
      boolean halted = halt(site, push, point, passage);
      Set<String> had = new HashSet<>(server.client().digests(Site.DATASET).values());
      int before = front.stored().size();
      again(site, push);
      assertEquals(site.localDigests(), server.client().digests(Site.DATASET), point);
      Set<String> resent = new HashSet<>(front.stored().subList(before, front.stored().size()));
      resent.retainAll(had);
      assertEquals(Set.of(), resent, point);
      return halted;
    }
  }

  private static List<String> push(DarwinSite darwin, String... names) throws IOException {
    List<String> line = new ArrayList<>(List.of("push"));
    for (String name : names) {
      line.add(darwin.site().inbox().resolve(name).toString());
    }
    line.addAll(List.of("-c", darwin.site().configuration().toString(), "--target", "store"));
    line.addAll(List.of("--dataset", Site.DATASET, "-q"));
    return line;
  }

  private static boolean halt(Site site, List<String> push, String point, int passage)
      throws Exception {
    List<String> jvm = List.of("-Xmx256m", "-Dsluice.failpoint=" + point + ":" + passage);
    try (SluiceProcess process = SluiceProcess.start(site.root(), site.logs(), jvm, push)) {
      int code = process.awaitExit();
      assertTrue(code == HALTED || code == 0, process::toString);
      return code == HALTED;
    }
  }

  /** The same push, in this process; once it leaves nothing undone, it leaves no ledger. */
  private static void again(Site site, List<String> push) throws IOException {
    CommandHere.Ended ended = CommandHere.run(site.root(), push.toArray(String[]::new));
    assertEquals(0, ended.code(), ended::toString);
    assertEquals(List.of(), left(site, "ledger.db"));
  }

  private static void assertSkipped(DarwinSite darwin, List<String> push) throws IOException {
    long sent = darwin.count(DarwinStep.PUT);
    again(darwin.site(), push);
    assertEquals(sent, darwin.count(DarwinStep.PUT));
    assertEquals(List.of(), darwin.server().problems());
  }

  private static List<Path> left(Site site, String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(site.state().resolve("push"))) {
      return files.filter(file -> file.toString().endsWith(suffix)).toList();
    }
  }

  private static void old(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L));
  }
}
