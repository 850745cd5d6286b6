package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.CommandHere;
import io.sluice.target.clarifai.FakeInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code retry} of a folder that feeds a small Clarifai, and of files whose ids are taken. */
@Execution(ExecutionMode.CONCURRENT)
final class ClarifaiRetryTest {
  private static final String OTHERS_FILE =
      "{\"filename\":\"else.png\",\"directory\":\"/\",\"size\":3,\"sha256\":\"%s\"}"
          .formatted("ab".repeat(32));

  @TempDir private Path directory;
  private ClarifaiSite clarifai;
  private Site site;

  @BeforeEach
  void open() throws Exception {
    clarifai = new ClarifaiSite(directory);
    site = clarifai.site();
    site.folder("settle: { quiet-period: 50ms }");
  }

  @AfterEach
  void close() {
    assertEquals(List.of(), clarifai.server().violations());
    clarifai.close();
  }

  private Synced retry(int wanted, String... options) throws Exception {
    CommandHere.Ended ended = run("--json", options);
    assertEquals(wanted, ended.code(), ended::toString);
    JsonNode report = new JsonMapper().readTree(ended.out());
    return new Synced(ended.code(), report.path("folders").path(0), ended.toString());
  }

  private CommandHere.Ended run(String first, String... options) throws Exception {
    List<String> line =
        new ArrayList<>(List.of("retry", "-c", site.configuration().toString(), "-q", first));
    line.addAll(List.of(options));
    return CommandHere.run(directory, line.toArray(String[]::new));
  }

  private static String apart(String stem, byte[] content) {
    return stem + "-r" + Site.sha256(content).substring(0, 8);
  }

  /** What the dataset has under an id has these bytes. */
  private void assertThere(String id, byte[] content) {
    FakeInput input = clarifai.server().input(id);
    assertEquals(Site.sha256(content), input.sha256());
    assertTrue(clarifai.server().members(Site.DATASET).contains(id), id);
  }

  @Test
  void whatFailedAtThePlatform_isTriedAgain_onceItIsMended() throws Exception {
    site.writeQuietly("a.png");
    site.writeQuietly("b.png");
    clarifai.server().refuse("b.png");
    site.syncHere(4).counts(2, 1, 0);
    Path log = site.state().resolve("failures.jsonl");
    assertTrue(retry(4, log.toString()).failures().get("b.png").contains("no image"));

    clarifai.server().accept("b.png");
    retry(0, log.toString()).counts(1, 1, 0);
    clarifai.assertAllThereOnce();
    assertEquals(0, retry(0).number("images_attempted"));
  }

  @Test
  void logSelectsWhatIsTried() throws Exception {
    for (String name : List.of("a.png", "b.png", "c.png")) {
      site.writeQuietly(name);
      clarifai.server().refuse(name);
    }
    site.syncHere(4).counts(3, 0, 0);
    List<String> some =
        Files.readAllLines(site.state().resolve("failures.jsonl")).stream()
            .filter(line -> line.contains("b.png"))
            .toList();
    Path log = Files.write(directory.resolve("some.jsonl"), some);
    List.of("a.png", "b.png", "c.png").forEach(clarifai.server()::accept);
    retry(0, "--retry-duplicates", log.toString()).counts(1, 1, 0);
    assertEquals(List.of("b"), clarifai.server().members(Site.DATASET));
    retry(0).counts(2, 2, 0);
    clarifai.assertAllThereOnce();
  }

  @Test
  void logOfAPush_isRefused_andSaysWhatSendsItsFilesAgain() throws Exception {
    Path picture = Files.write(directory.resolve("p.png"), ImageFiles.png("p"));
    clarifai.server().refuse("p.png");
    String configuration = site.configuration().toString();
    String[] push = {"push", "-c", configuration, "-q", "--target", "store", "--dataset", "d"};
    List<String> line = new ArrayList<>(List.of(push));
    line.add(picture.toString());
    assertEquals(4, CommandHere.run(directory, line.toArray(String[]::new)).code());

    CommandHere.Ended ended = run("--json", site.state().resolve("failures.jsonl").toString());
    assertEquals(2, ended.code(), ended::toString);
    assertTrue(ended.out().contains("line 1 is skipped"), ended::out);
    assertTrue(ended.out().contains("sent again by the same command"), ended::out);
  }

  @Test
  void changedFile_isSentUnderAnIdOfItsContent_onlyWhenAsked_andOnce() throws Exception {
    byte[] second = ImageFiles.png("second");
    site.writeQuietly("a.png");
    site.syncHere(0).counts(1, 1, 0);
    site.write("a.png", second);
    site.syncHere(4);
    retry(4).counts(1, 0, 0);

    retry(0, "--retry-duplicates").counts(1, 1, 0);
    assertThere(apart("a", second), second);
    assertEquals(2, clarifai.server().inputs().size());

    retry(0, "--retry-duplicates").counts(0, 0, 0);
    site.syncHere(0).counts(1, 0, 1);
    assertEquals(2, clarifai.posted());
  }

  @Test
  void ownIdWithOtherContent_ofWhichNothingIsRemembered_isSentBeside() throws Exception {
    byte[] second = ImageFiles.png("second");
    site.writeQuietly("a.png");
    site.syncHere(0).counts(1, 1, 0);
    site.forgetLedger();
    site.write("a.png", second);
    assertTrue(site.syncHere(4).failures().get("a.png").startsWith("conflict the dataset has"));
    retry(0, "--retry-duplicates").counts(1, 1, 0);
    assertThere(apart("a", second), second);
    assertEquals(2, clarifai.posted());
  }

  @Test
  void changedAgainLater_isAConflictAgain_untilAsked() throws Exception {
    site.writeQuietly("a.png");
    site.syncHere(0);
    site.write("a.png", ImageFiles.png("second"));
    site.syncHere(4);
    retry(0, "--retry-duplicates").counts(1, 1, 0);
    site.write("a.png", ImageFiles.png("third"));
    assertTrue(site.syncHere(4).failures().get("a.png").startsWith("conflict"));
    assertEquals(2, clarifai.posted());
  }

  @Test
  void fileWhoseIdsAreAllTaken_isSentUnderOneMore() throws Exception {
    clarifai.server().addDataset(Site.DATASET);
    byte[] content = ImageFiles.png("cat.png");
    for (String id : List.of("cat", "cat-" + hash("/", "cat.png"), "cat-" + hash3("cat.png"))) {
      clarifai.server().addInput(id, Site.DATASET, OTHERS_FILE);
    }
    site.write("cat.png", content);
    String reason = site.syncHere(4).failures().get("cat.png");
    assertTrue(reason.startsWith("failed 409 every id that it could have"), reason);
    assertTrue(reason.contains("sluice retry --retry-duplicates"), reason);

    retry(0, "--retry-duplicates").counts(1, 1, 0);
    assertThere(apart("cat", content), content);
    assertEquals(1, clarifai.posted());
    // Whoever asks again, with nothing remembered, finds it.
    site.forgetLedger();
    site.syncHere(4);
    retry(0, "--retry-duplicates").counts(1, 0, 1);
    assertEquals(1, clarifai.posted());
  }

  @Test
  void fileThatWasSkippedByItsNameAlone_isSentUnderAnIdOfItsContent() throws Exception {
    clarifai.server().addDataset(Site.DATASET);
    clarifai.server().addInput("cat", Site.DATASET, "");
    byte[] content = ImageFiles.png("cat.png");
    site.write("cat.png", content);
    site.writeQuietly("dog.png");
    site.syncHere(0).counts(2, 1, 1);
    retry(0).counts(0, 0, 0);

    CommandHere.Ended dry = run("-n", "--retry-duplicates");
    assertEquals(0, dry.code(), dry::out);
    assertTrue(dry.out().contains("cat.png"), dry::out);
    assertTrue(!dry.out().contains("dog.png"), dry::out);

    retry(0, "--retry-duplicates").counts(1, 1, 0);
    assertThere(apart("cat", content), content);
    site.syncHere(0).counts(2, 0, 2);
    retry(0, "--retry-duplicates").counts(0, 0, 0);
    assertEquals(2, clarifai.posted());
  }

  @Test
  void fileThatIsThereWithItsContent_isNeverSentAgain() throws Exception {
    site.writeMany(3);
    site.syncHere(0).counts(3, 3, 0);
    site.forgetLedger();
    site.syncHere(0).counts(3, 0, 3);
    retry(0, "--retry-duplicates").counts(0, 0, 0);
    assertEquals(3, clarifai.posted());
  }

  @Test
  void fileThatAnotherOfItsFolderIsInTheWayOf_isSentToo() throws Exception {
    site.folder("settle: { quiet-period: 50ms }", "organize-by-class: false");
    byte[] one = ImageFiles.png("one");
    byte[] other = ImageFiles.png("other");
    site.write("a/x.png", one);
    site.write("b/x.png", other);
    site.write("c/x.png", one);
    site.syncHere(4).counts(3, 1, 0);
    Synced retried = retry(0, "--retry-duplicates");
    Set<String> sent = Set.of(Site.sha256(one), Site.sha256(other));
    assertEquals(2, clarifai.posted(), retried::shown);
    for (FakeInput input : clarifai.server().inputs()) {
      assertTrue(sent.contains(input.sha256()));
    }
    retried.counts(2, 1, 1);
  }

  @Test
  void verify_knowsWhatIsThereUnderAnIdOfItsContent() throws Exception {
    site.writeQuietly("a.png");
    site.syncHere(0);
    site.write("a.png", ImageFiles.png("second"));
    site.syncHere(4);
    retry(0, "--retry-duplicates");
    CommandHere.Ended verify =
        CommandHere.run(directory, "verify", "-c", site.configuration().toString(), "-q");
    assertEquals(0, verify.code(), verify::out);
  }

  private static String hash(String... fields) {
    StringBuilder text = new StringBuilder();
    for (String field : fields) {
      text.append(field.length()).append(':').append(field);
    }
    return Site.sha256(text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .substring(0, 8);
  }

  private static String hash3(String fileName) {
    return hash(Site.DATASET, "/", fileName);
  }
}
