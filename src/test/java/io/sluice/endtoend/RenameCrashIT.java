package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.failpoint.Point;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A run in which every file is told apart by a suffix, ended at a failpoint and run again: what is
 * in the dataset is what it would have been.
 */
@Execution(ExecutionMode.CONCURRENT)
final class RenameCrashIT {
  private static final List<String> NAMES = List.of("1", "2", "3");

  @TempDir private Path directory;

  static Stream<String> points() {
    return Point.all().stream().map(Point::name);
  }

  @ParameterizedTest
  @ValueSource(strings = "commit-call.after")
  void everyContentIsThereOnce_whereverTheRunEnded(String point) throws Exception {
    endAndRunAgain(point + ":2");
  }

  @Tag("sweep")
  @ParameterizedTest
  @MethodSource("points")
  void everyContentIsThereOnce_whateverPointTheRunEndedAt(String point) throws Exception {
    endAndRunAgain(point + ":1");
    endAndRunAgain(point + ":3");
  }

  private void endAndRunAgain(String failpoint) throws Exception {
    Path root = Files.createTempDirectory(directory, "run");
    Site site = new Site(root);
    try (RemoteServer server = new RemoteServer(site.data());
        Front front = new Front(server.url())) {
      site.remote(front.url(), server.keyFile(), "workers: 2", "batch-size: 2");
      site.folder("on-conflict: rename", "on-change: rename", "settle: { quiet-period: 300ms }");
      Map<String, String> wanted = new TreeMap<>();
      for (String name : NAMES) {
        add(wanted, "/a/" + name + ".png", site, "a/" + name + ".png", "first " + name);
      }
      site.syncHere();
      for (String name : NAMES) {
        add(
            wanted,
            suffixed(name, "changed " + name),
            site,
            "a/" + name + ".png",
            "changed " + name);
        add(
            wanted,
            suffixed(name, "second " + name),
            site,
            "a/x/" + name + ".png",
            "second " + name);
      }
      boolean halted;
      try (SluiceProcess run =
          site.startWith(List.of("-Xmx256m", "-Dsluice.failpoint=" + failpoint), "sync")) {
        halted = run.awaitExit() == 137;
      }
      site.syncHere();
      assertEquals(wanted, server.client().digests(Site.DATASET), failpoint);
      front.forget();
      site.syncHere();
      assertEquals(0, front.count("PUT", "/"), failpoint);
      System.out.println("renaming run, " + failpoint + (halted ? " HALTED" : " PASSED"));
      assertTrue(halted || failpoint.endsWith(":1") || failpoint.endsWith(":3"), failpoint);
    }
  }

  private static void add(
      Map<String, String> wanted, String remote, Site site, String path, String content)
      throws Exception {
    byte[] image = ImageFiles.png(content);
    site.write(path, image);
    wanted.put(remote, Site.sha256(image));
  }

  private static String suffixed(String name, String content) {
    return "/a/" + name + "~" + Site.sha256(ImageFiles.png(content)).substring(0, 8) + ".png";
  }
}
