package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What scripts read of a run, and what nobody may read there. */
@Execution(ExecutionMode.CONCURRENT)
final class ReportIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String LINE =
      "report folder=inbox target=store seen=(\\d+) uploaded=(\\d+) skipped=(\\d+) failed=(\\d+)"
          + " conflict=(\\d+) incomplete=(\\d+) pending=(\\d+) ignored=(\\d+) bytes=(\\d+)"
          + " rate=\\d+\\.\\d/s oldest_pending=\\d+s"
          + " state=(starting|syncing|watching|degraded|paused|stopping|unreachable|refused)";

  @TempDir private Path directory;
  private Site site;

  @BeforeEach
  void prepare() throws Exception {
    site = new Site(directory);
    site.folder("settle: { quiet-period: 300ms, max-wait: 1s }")
        .rest("report: { interval: 500ms, file: " + site.logs().resolve("report.log") + " }");
    site.writeMany(12);
    site.write("class-0/cut.png", ImageFiles.cut(ImageFiles.png("cut", 500)));
    site.write("class-1/deep/1.png", ImageFiles.png("claims the name of class-1/1.png"));
    site.write("new\nline/\u001b[31mred.png", new byte[10]);
    site.write("notes.txt", new byte[10]);
  }

  @Test
  void reportsEveryFileInOneState_inTheAgreedWords() throws Exception {
    try (SluiceProcess daemon = site.start("run", "-v")) {
      daemon.awaitLog("report .*uploaded=12 .*conflict=1 incomplete=2 pending=0 ");
      daemon.signal("TERM");
      assertEquals(143, daemon.awaitExit(), daemon::toString);
      List<String> reports =
          daemon.err().lines().filter(line -> line.contains("report folder=")).toList();
      reports.forEach(ReportIT::isWellFormed);
      assertEquals(
          List.of("15", "12", "0", "0", "1", "2", "0", "1"),
          groups(reports.get(reports.size() - 1)).subList(0, 8));
      List<String> inFile = Files.readAllLines(site.logs().resolve("report.log"));
      assertEquals(reports.size(), inFile.size());
      assertFalse(daemon.err().contains("\u001b"), "a control character reached the log");
    }
    failuresAreListed();
    keepsSecrets();
  }

  private static void isWellFormed(String line) {
    List<String> groups = groups(line);
    List<Long> counts = groups.subList(0, 7).stream().map(Long::valueOf).toList();
    long parts = counts.stream().skip(1).mapToLong(Long::longValue).sum();
    assertEquals(counts.get(0), parts, "does not add up: " + line);
  }

  private static List<String> groups(String line) {
    MatchResult match =
        Pattern.compile(LINE + "$")
            .matcher(line)
            .results()
            .findFirst()
            .orElseThrow(() -> new AssertionError("not as agreed: " + line));
    List<String> groups = new ArrayList<>();
    for (int i = 1; i <= match.groupCount(); i++) {
      groups.add(match.group(i));
    }
    return groups;
  }

  private void failuresAreListed() throws IOException {
    List<String> lines = Files.readAllLines(site.state().resolve("failures.jsonl"));
    Set<String> states = new TreeSet<>();
    for (String line : lines) {
      JsonNode failure = JSON.readTree(line);
      assertTrue(
          failure
              .propertyNames()
              .containsAll(
                  List.of(
                      "path",
                      "target",
                      "dataset",
                      "virtual_folder",
                      "state",
                      "reason",
                      "status",
                      "attempts",
                      "time")),
          line);
      assertEquals("store", failure.get("target").stringValue());
      assertEquals(Site.DATASET, failure.get("dataset").stringValue());
      states.add(failure.get("state").stringValue() + " " + failure.get("path").stringValue());
    }
    assertEquals(3, states.size(), states::toString);
    assertEquals(3, lines.size(), lines::toString);
    assertTrue(states.contains("incomplete class-0/cut.png"), states::toString);
  }

  /**
   * No file but the key's own has the key; no file has a signature of a URL, but for the server's
   * database, which has the means to sign besides.
   */
  private void keepsSecrets() throws IOException {
    Path keyFile = site.data().resolve("api-key");
    String key = Files.readString(keyFile).strip();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(site.root())) {
      files = walk.filter(Files::isRegularFile).filter(file -> !file.equals(keyFile)).toList();
    }
    assertTrue(files.size() > 15, files::toString);
    for (Path file : files) {
      String content = Files.readString(file, StandardCharsets.ISO_8859_1);
      assertFalse(content.contains(key), "the key is in " + file);
      assertTrue(
          file.startsWith(site.data()) || !content.contains("sig="), "a signed URL is in " + file);
    }
  }

  @Test
  void logsJsonLines_whenAskedTo() throws Exception {
    try (SluiceProcess sync = site.start("sync", "--json", "-v", "--log-format", "json")) {
      assertEquals(4, sync.awaitExit(), sync::toString);
      List<String> lines = sync.err().lines().toList();
      Set<String> messages = new TreeSet<>();
      for (String line : lines) {
        JsonNode event = JSON.readTree(line);
        assertTrue(event.has("level"), line);
        messages.add(event.get("formattedMessage").stringValue().replaceAll(" .*", ""));
      }
      assertTrue(
          messages.containsAll(Set.of("uploaded", "conflict", "incomplete")), sync::toString);
      assertEquals(12, lines.stream().filter(line -> line.contains(":\"uploaded ")).count());
      JsonNode folder = JSON.readTree(sync.out()).get("folders").get(0);
      assertEquals(
          List.of(
              "folder",
              "target",
              "dataset_name",
              "images_attempted",
              "images_uploaded",
              "images_skipped",
              "bytes_uploaded",
              "failures",
              "ignored",
              "vanished",
              "elapsed_seconds",
              "success"),
          List.copyOf(folder.propertyNames()));
    }
    keepsSecrets();
  }
}
