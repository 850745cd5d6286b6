package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.CommandHere;
import io.sluice.failpoint.Point;
import io.sluice.target.clarifai.FakeInput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
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
 * {@code push} and {@code csv} with {@code --retry-duplicates} that end before their time, and the
 * same command again: each duplicate is there once, under its own id and with its own content, and
 * what had its id is as it was.
 */
@Execution(ExecutionMode.CONCURRENT)
final class DuplicatesCrashIT {
  private static final int HALTED = 137;
  private static final String OPTION = "--retry-duplicates";

  @TempDir private Path directory;

  static Stream<String> points() {
    return Point.all().stream()
        .map(Point::name)
        .filter(
            point -> !point.matches("(server|failure|report|vanished|forget|sw|list|attach).*"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"commit-call.after", "committed-row.inside"})
  void aPush_isGoneOnWith_andSendsEachDuplicateOnce(String point) throws Exception {
    assertTrue(haltPush(point, 1, false));
  }

  @Tag("sweep")
  @ParameterizedTest
  @MethodSource("points")
  void aPush_whateverPointItEndedAt(String point) throws Exception {
    for (int passage : new int[] {1, 3}) {
      boolean halted = haltPush(point, passage, passage == 1);
      System.out.println("push beside, " + point + ":" + passage + (halted ? " HALTED" : ""));
    }
  }

  /**
   * @param tried whether a push without the option has left them undone before
   */
  private boolean haltPush(String point, int passage, boolean tried) throws Exception {
    try (ClarifaiHere site = site()) {
      site.server().addInput("named", ClarifaiHere.DATASET, "");
      List<String> push = new ArrayList<>(List.of("push", ".", "--target", "tagging"));
      site.file("other.png", ImageFiles.png("first"));
      run(site, 0, push);
      Map<String, String> wanted = inputs(site);
      Map<String, String> originals = told(site, List.of("named", "other"));

      site.file("other.png", ImageFiles.png("second"));
      site.file("named.png", ImageFiles.png("named"));
      site.file("a/new.png", ImageFiles.png("a"));
      site.file("b/new.png", ImageFiles.png("b"));
      if (tried) {
        run(site, 4, push);
      }
      push.add(OPTION);
      boolean halted = halt(site, push, point, passage);
      run(site, 0, push);

      put(wanted, "named" + apart(ImageFiles.png("named")), ImageFiles.png("named"));
      put(wanted, "other" + apart(ImageFiles.png("second")), ImageFiles.png("second"));
      boolean aIsPlain =
          site.server().input("new").sha256().equals(Site.sha256(ImageFiles.png("a")));
      put(wanted, "new", ImageFiles.png(aIsPlain ? "a" : "b"));
      byte[] second = ImageFiles.png(aIsPlain ? "b" : "a");
      put(wanted, "new" + apart(second), second);
      assertEquals(originals, told(site, originals.keySet()));
      onceAndForGood(site, wanted, push);
      return halted;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"commit-call.after", "planned-row.after"})
  void rows_areGoneOnWith_andEachDuplicateIsSentOnce(String point) throws Exception {
    assertTrue(haltCsv(point, 1, false));
  }

  @Tag("sweep")
  @ParameterizedTest
  @MethodSource("points")
  void rows_whateverPointTheyEndedAt(String point) throws Exception {
    for (int passage : new int[] {1, 3}) {
      boolean halted = haltCsv(point, passage, passage == 1);
      System.out.println("csv beside, " + point + ":" + passage + (halted ? " HALTED" : ""));
    }
  }

  private boolean haltCsv(String point, int passage, boolean tried) throws Exception {
    try (ClarifaiHere site = site()) {
      String others = "{\"sha256\":\"%s\"}".formatted("ab".repeat(32));
      site.server().addInput("a", ClarifaiHere.DATASET, others);
      site.server().addInput("b", ClarifaiHere.DATASET, "");
      site.server().addDataset("elsewhere");
      site.server().addInput("c", "elsewhere", "");
      Map<String, String> wanted = inputs(site);
      Map<String, String> originals = told(site, List.of("a", "b", "c"));
      site.file("r.csv", "inputid,input\na,one\nb,two\nc,three\nd,four\nd,five\n");
      List<String> csv = new ArrayList<>(List.of("csv", "r.csv", "--csv-type", "raw"));
      csv.add("--no-labels");
      if (tried) {
        run(site, 4, csv);
      }
      csv.add(OPTION);
      boolean halted = halt(site, csv, point, passage);
      run(site, 0, csv);

      boolean fourIsPlain = site.server().input("d").content().equals("four");
      Map.of("one", "a", "two", "b", "three", "c", fourIsPlain ? "five" : "four", "d")
          .forEach((text, id) -> put(wanted, id + apart(bytes(text)), bytes(text)));
      put(wanted, "d", bytes(fourIsPlain ? "four" : "five"));
      assertEquals(originals, told(site, originals.keySet()));
      onceAndForGood(site, wanted, csv);
      return halted;
    }
  }

  private ClarifaiHere site() throws Exception {
    ClarifaiHere site = new ClarifaiHere(Files.createTempDirectory(directory, "site"));
    site.server().addDataset(ClarifaiHere.DATASET);
    return site;
  }

  /** The SHA-256 of each input's content, by its id. */
  private static Map<String, String> inputs(ClarifaiHere site) {
    Map<String, String> inputs = new TreeMap<>();
    for (FakeInput input : site.server().inputs()) {
      inputs.put(input.id(), input.sha256());
    }
    return inputs;
  }

  /** All that is told of some inputs, by their ids. */
  private static Map<String, String> told(ClarifaiHere site, Collection<String> ids) {
    Map<String, String> told = new TreeMap<>();
    ids.forEach(id -> told.put(id, site.server().input(id).data().toString()));
    return told;
  }

  private static void put(Map<String, String> wanted, String id, byte[] content) {
    wanted.put(id, Site.sha256(content));
  }

  private static String apart(byte[] content) {
    return "-r" + Site.sha256(content).substring(0, 8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void onceAndForGood(
      ClarifaiHere site, Map<String, String> wanted, List<String> command) {
    assertEquals(wanted, inputs(site));
    List<String> posted = site.server().posts().stream().flatMap(p -> p.ids().stream()).toList();
    assertEquals(posted.stream().distinct().toList(), posted);
    run(site, 0, command);
    assertEquals(wanted, inputs(site));
    assertEquals(posted.size(), site.posted());
  }

  private static List<String> line(ClarifaiHere site, List<String> command) {
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of("--dataset", ClarifaiHere.DATASET, "-q"));
    line.addAll(List.of("-c", site.configuration().toString()));
    return line;
  }

  private static boolean halt(ClarifaiHere site, List<String> command, String point, int passage)
      throws Exception {
    Path logs = Files.createDirectories(site.state().resolveSibling("logs"));
    List<String> jvm = List.of("-Xmx256m", "-Dsluice.failpoint=" + point + ":" + passage);
    try (SluiceProcess process = SluiceProcess.start(site.in(), logs, jvm, line(site, command))) {
      int code = process.awaitExit();
      assertTrue(code == HALTED || code == 0, process::toString);
      return code == HALTED;
    }
  }

  private static void run(ClarifaiHere site, int code, List<String> command) {
    CommandHere.Ended ended =
        CommandHere.run(site.in(), line(site, command).toArray(String[]::new));
    assertEquals(code, ended.code(), ended::toString);
  }
}
