package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.CommandHere;
import io.sluice.target.clarifai.FakeInput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code csv} with a small Clarifai, within the test's own process. */
@Execution(ExecutionMode.CONCURRENT)
final class CsvTest {
  @TempDir private java.nio.file.Path directory;
  private ClarifaiHere site;

  @BeforeEach
  void prepare() throws Exception {
    site = new ClarifaiHere(directory);
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void urls_areInputsWithAllThatTheRowSays_andTheSameFileAgainPostsNothing() throws Exception {
    site.file(
        "cats.csv",
        """
        geopoints,inputid,concepts,metadata,input
        "24.94, 60.17",cat-1,"cat , animal","{'who': 'it's Tom''s', 'n': 3, 'ok': True}",https://e.example/1?sig=secret
        ,,dog,,https://e.example/2
        """);
    CommandHere.Ended first = site.csv(0, "cats.csv", "--csv-type", "url", "--json");
    assertTrue(first.out().contains("\"images_uploaded\":2"), first::out);
    FakeInput cat = site.server().input("cat-1");
    assertEquals("it's Tom''s", cat.data().path("metadata").path("who").asString());
    assertEquals(3, cat.data().path("metadata").path("n").asInt());
    assertEquals(60.17, cat.data().path("geo").path("geo_point").path("latitude").asDouble());
    assertEquals("animal", cat.data().path("concepts").path(1).path("name").asString());
    assertEquals(Set.of("https://e.example/1?sig=secret", "https://e.example/2"), contents());
    assertEquals(2, site.server().members(ClarifaiHere.DATASET).size());

    CommandHere.Ended again = site.csv(0, "cats.csv", "--csv-type", "url", "--json");
    assertTrue(again.out().contains("\"images_skipped\":2"), again::out);
    assertEquals(2, site.posted());
    assertFalse((first.out() + again.out()).contains("secret"));
  }

  @Test
  void texts_areSentAsTheyAre() throws Exception {
    site.file("notes.csv", "\uFEFFinput,concepts\r\n\"a \"\"b\"\",\r\nc\",x\r\n  é,\r\n");
    site.csv(0, "notes.csv", "--csv-type", "raw");
    assertEquals(Set.of("a \"b\",\r\nc", "  é"), contents());
    site.csv(2, "notes.csv", "--csv-type", "raw", "--input-type", "image");
  }

  @Test
  void files_areSeenFromTheCsvFile_andKeepTheirRulesForIds() throws Exception {
    site.file("data/a/cat.png", ImageFiles.png("1"));
    site.file("data/b/cat.png", ImageFiles.png("2"));
    site.file(
        "data/f.csv",
        """
        input,concepts,inputid
        a/cat.png,x,
         b/cat.png ,y,
        none.png,z,
        a/cat.png,x,other
        ../data/a/cat.png,x,
        notes.txt,x,
        """);
    CommandHere.Ended ended = site.csv(4, "data/f.csv", "--csv-type", "file-path", "--json");
    assertTrue(ended.out().contains("\"images_uploaded\":3"), ended::out);
    assertTrue(ended.out().contains("\"images_skipped\":1"), ended::out);
    assertTrue(ended.out().contains("\"path\":\"f.csv:4\",\"state\":\"failed\""), ended::out);
    assertTrue(ended.out().contains("\"path\":\"f.csv:7\",\"state\":\"failed\""), ended::out);
    Set<String> named = new TreeSet<>();
    for (FakeInput input : site.server().inputs()) {
      named.add(input.directory() + " " + input.fileName());
    }
    assertEquals(Set.of("/a cat.png", "/b cat.png", "/ cat.png"), named);
    assertEquals("cat.png", site.server().input("other").fileName());
    CommandHere.Ended again = site.csv(4, "data/f.csv", "--csv-type", "file_path", "--json");
    assertTrue(again.out().contains("\"images_skipped\":4"), again::out);
    assertEquals(3, site.posted());
  }

  @Test
  void textFiles_areSentAsTheTextThatTheyAre_onceTheyAreUtf8() throws Exception {
    site.file("a.txt", "\uFEFFsay \"stop\" \u2713\r\n".getBytes(StandardCharsets.UTF_8));
    site.file("b/table.CSV", "x,y\n1,2\n".getBytes(StandardCharsets.UTF_8));
    site.file("latin.txt", new byte[] {'c', 'a', 'f', (byte) 0xE9, '\n'});
    site.file("wide.txt", "\uFEFFwide".getBytes(StandardCharsets.UTF_16LE));
    site.file("blank.md", " \n".getBytes(StandardCharsets.UTF_8));
    site.file("p.png", ImageFiles.png("p"));
    site.file(
        "t.csv",
        """
        inputid,input,concepts,metadata
        one,a.txt,sign,{'page': 1}
        ,b/table.CSV,table,
        ,latin.txt,x,
        ,wide.txt,x,
        ,blank.md,x,
        ,p.png,x,
        """);
    String[] options = {"--csv-type", "file_path", "--input-type", "text", "--json"};
    CommandHere.Ended ended = site.csv(4, "t.csv", options);
    assertEquals(Set.of("say \"stop\" \u2713\r\n", "x,y\n1,2\n"), contents());
    FakeInput one = site.server().input("one");
    assertEquals(1, one.data().path("metadata").path("page").asInt());
    assertEquals("a.txt", one.fileName());
    assertEquals("table.CSV", site.server().input("table").fileName());
    for (String mistake :
        List.of(
            "t.csv:4\",\"state\":\"failed\",\"reason\":\"the file is no text in UTF-8, from byte 3",
            "t.csv:5\",\"state\":\"failed\",\"reason\":\"the file looks like UTF-16",
            "t.csv:6\",\"state\":\"failed\",\"reason\":\"the text is empty",
            "t.csv:7\",\"state\":\"failed\",\"reason\":\"column input: it has no extension of a text")) {
      assertTrue(ended.out().contains(mistake), () -> mistake + " in " + ended);
    }
    CommandHere.Ended again = site.csv(4, "t.csv", options);
    assertTrue(again.out().contains("\"images_skipped\":2"), again::out);
    assertEquals(2, site.posted());
  }

  @Test
  void oneIdForTwoInputs_isAConflictThatNamesBothLines_andTheSameRowTwiceIsSkipped()
      throws Exception {
    site.file(
        "r.csv",
        "inputid,input,concepts\na,one,x\na,two,x\na,one,x\n,free,x\n,free,x\n,free,y\nb,one,x\n");
    CommandHere.Ended ended = site.csv(4, "r.csv", "--csv-type", "raw", "--json");
    assertTrue(ended.out().contains("\"images_uploaded\":3"), ended::out);
    assertTrue(ended.out().contains("\"images_skipped\":2"), ended::out);
    assertTrue(
        ended
            .out()
            .contains(
                "{\"path\":\"r.csv:3\",\"state\":\"conflict\",\"reason\":\"its id, but not its"
                    + " input, is that of r.csv:2\"}"),
        ended::out);
    assertTrue(ended.out().contains("r.csv:7\",\"state\":\"conflict"), ended::out);
  }

  @Test
  void urlThatThePlatformCannotFetch_isPostedOnce_untilItsInputIsDeleted() throws Exception {
    site.server().processing().fails("cat-1");
    site.file("r.csv", "inputid,input\ncat-1,https://e.example/1\n");
    String[] options = {"--csv-type", "url", "--no-labels", "--json"};
    List<String> words =
        List.of(
            "decoded (30002); once the URL can be fetched, delete the input cat-1 there to have it",
            "at the platform as input cat-1, which could not be processed: Download failed cannot be"
                + " decoded (30002); delete that input there to have it sent again");
    for (String reason : words) {
      CommandHere.Ended failed = site.csv(4, "r.csv", options);
      assertTrue(failed.out().contains(reason), failed::out);
      assertEquals(1, site.posted());
    }
    assertEquals(1, site.server().inputs().size());
    site.server().deleteInput("cat-1");
    site.server().processing().heals();
    site.csv(0, "r.csv", options);
    assertEquals(2, site.posted());
  }

  @Test
  void idOfOtherContent_isAConflict() throws Exception {
    site.server().addDataset(ClarifaiHere.DATASET);
    site.server()
        .addInput("taken", ClarifaiHere.DATASET, "{\"sha256\":\"" + "ab".repeat(32) + "\"}");
    site.server().addInput("untold", ClarifaiHere.DATASET, "");
    site.server().addInput("far", "", "");
    site.file("r.csv", "inputid,input\ntaken,one\nuntold,two\nfar,three\n");
    CommandHere.Ended ended = site.csv(4, "r.csv", "--csv-type", "raw", "--no-labels", "--json");
    assertTrue(ended.out().contains("r.csv:2\",\"state\":\"conflict"), ended::out);
    assertTrue(ended.out().contains("r.csv:4\",\"state\":\"failed\",\"reason\":\"409"), ended::out);
    assertTrue(ended.out().contains("\"images_skipped\":1"), ended::out);
    assertEquals(0, site.posted());
  }

  @Test
  void inputOfAnotherDataset_isLinkedAndNotPostedAgain() throws Exception {
    site.file("r.csv", "inputid,input\na,one\n,two\n");
    site.csv(0, "r.csv", "--csv-type", "raw", "--no-labels");
    site.csvInto("other", 0, "r.csv", "--csv-type", "raw", "--no-labels");
    assertEquals(2, site.posted());
    assertEquals(2, site.server().members("other").size());
  }

  @Test
  void mistakesFailAlone_andTwiceAllElseIsSkipped() throws Exception {
    mistakesFailAlone(1_000, 10);
  }

  @Test
  @Tag("sweep")
  void tenThousandRowsWithAHundredMistakes() throws Exception {
    mistakesFailAlone(10_000, 100);
  }

  /**
   * @param every one row of so many is a mistake
   */
  private void mistakesFailAlone(int count, int every) throws Exception {
    StringBuilder rows = new StringBuilder("inputid,input,concepts,metadata,geopoints\n");
    Set<String> bad = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      if (i % every == every / 2) {
        rows.append(MISTAKES.get(i / every % MISTAKES.size()));
        bad.add("rows.csv:" + (i + 2));
      } else {
        rows.append("r").append(i).append(",https://e.example/").append(i).append(",x,{},\"1,2\"");
      }
      rows.append('\n');
    }
    site.file("rows.csv", rows.toString());
    int good = count - bad.size();
    String[] options = {"--csv-type", "url", "--batch-size", "128", "--json"};
    CommandHere.Ended first = site.csv(4, "rows.csv", options);
    assertTrue(first.out().contains("\"images_attempted\":" + count), first::out);
    assertTrue(first.out().contains("\"images_uploaded\":" + good), first::out);
    assertEquals(bad, failed(first.out()));
    assertEquals(good, site.server().inputs().size());
    CommandHere.Ended again = site.csv(4, "rows.csv", options);
    assertTrue(again.out().contains("\"images_skipped\":" + good), again::out);
    assertEquals(bad, failed(again.out()));
    assertEquals(good, site.posted());
  }

  private static final List<String> MISTAKES =
      List.of(
          "bad id,https://e.example/x,x,,",
          "i,ftp://e.example/x,x,,",
          "i,,x,,",
          "i,https://e.example/x,x,{'a',",
          "i,https://e.example/x,x,[1],",
          "i,https://e.example/x,x,,\"1,95\"",
          "i,https://e.example/x,x,,1",
          "i,https://e.example/x",
          "i,https://e.example/x,x,,,,",
          "i,\"https://e.example/x\"y,x,,",
          "i,https://e.example/x,x,{'url_sha256': 1},");

  private static Set<String> failed(String json) {
    Set<String> failed = new TreeSet<>();
    java.util.regex.Matcher each =
        java.util.regex.Pattern.compile("\"path\":\"([^\"]+)\",\"state\":\"failed\"").matcher(json);
    while (each.find()) {
      failed.add(each.group(1));
    }
    return failed;
  }

  @Test
  void columnsThatAreWrong_endItBeforeAnythingIsSent() throws Exception {
    for (String header :
        List.of("", "input", "inputid,concepts", "input,concepts,size", "input,concepts,input")) {
      site.file("h.csv", header + "\nx,y\n");
      CommandHere.Ended ended = site.csv(2, "h.csv", "--csv-type", "raw");
      assertTrue(ended.out().contains("h.csv"), ended::out);
    }
    CommandHere.Ended none = site.csv(2, "none.csv", "--csv-type", "raw");
    assertTrue(none.out().contains("does not exist"), none::out);
    CommandHere.Ended piped = site.csv(2, "-", "--csv-type", "raw");
    assertTrue(piped.out().contains("from a pipe must be saved in one first"), piped::out);
    Files.createDirectories(site.in().resolve("folder"));
    Files.createSymbolicLink(site.in().resolve("link"), site.in().resolve("folder"));
    for (String directory : List.of("folder", "link")) {
      CommandHere.Ended folder = site.csv(2, directory, "--csv-type", "raw");
      assertTrue(folder.out().contains("is a directory"), folder::out);
    }
    CommandHere.Ended batch = site.csv(2, "h.csv", "--csv-type", "raw", "--batch-size", "129");
    assertTrue(batch.out().contains("--batch-size must be 1 to 128, not 129"), batch::out);
    CommandHere.Ended local = site.csv(2, "h.csv", "--csv-type", "raw", "--target", "local");
    assertTrue(local.out().contains("target local (embedded) takes files of folders"), local::out);
    assertEquals(List.of(), site.server().arrivals());
  }

  @Test
  void dryRun_saysWhatIsWrong_andSendsNothing() throws Exception {
    site.file("r.csv", "inputid,input\na,one\na,two\n,\n,three\n,three\n");
    CommandHere.Ended ended = site.csv(0, "r.csv", "--csv-type", "raw", "--no-labels", "-n");
    assertTrue(
        ended.out().contains("would upload 2 files (8 B); 1 known, 0 ignored, 2 would be left"),
        ended::out);
    assertTrue(ended.out().contains("failed r.csv:4: column input: it is empty"), ended::out);
    assertEquals(List.of(), site.server().arrivals());
    assertFalse(Files.exists(site.state().resolve("push")));
  }

  @Test
  void whatThePlatformCannotFetch_isAFailureInItsWords() throws Exception {
    site.server().processing().fails("gone");
    site.file("r.csv", "inputid,input\ngone,https://e.example/1\n");
    CommandHere.Ended ended = site.csv(4, "r.csv", "--csv-type", "url", "--no-labels");
    assertTrue(
        ended.out().contains("failed r.csv:2: Download failed cannot be decoded (30002); once"),
        ended::out);
    String log = logged();
    assertTrue(log.contains("\"path\":\"r.csv:2\""), log);
    assertTrue(log.contains("\"status\":0"), log);
  }

  @Test
  void noWait_countsWhatWasAccepted() throws Exception {
    site.server().processing().stick(true);
    site.file("r.csv", "input\nhttps://e.example/1\n");
    site.csv(0, "r.csv", "--csv-type", "url", "--no-labels", "--no-wait");
    assertEquals(1, site.posted());
  }

  private String logged() throws Exception {
    return Files.readString(site.state().resolve("failures.jsonl"));
  }

  private Set<String> contents() {
    Set<String> contents = new TreeSet<>();
    site.server().inputs().forEach(input -> contents.add(input.content()));
    return contents;
  }
}
