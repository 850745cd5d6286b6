package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.CommandHere;
import io.sluice.target.clarifai.FakeInput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code csv --retry-duplicates}: rows whose ids are taken at a small Clarifai. */
@Execution(ExecutionMode.CONCURRENT)
final class CsvBesideTest {
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

  @Test
  void rowsWhoseIdsAreTaken_areSentUnderIdsOfTheirContent_onlyWhenAsked_andOnce() throws Exception {
    String others = "{\"sha256\":\"%s\"}".formatted("ab".repeat(32));
    site.server().addDataset(ClarifaiHere.DATASET);
    site.server().addDataset("other");
    site.server().addInput("a", ClarifaiHere.DATASET, others);
    site.server().addInput("b", ClarifaiHere.DATASET, "");
    site.server().addInput("c", "other", "");
    site.file(
        "r.csv",
        """
        inputid,input,concepts,metadata
        a,one,x,{'n': 1}
        b,two,y,
        c,three,,
        d,four,,
        d,five,z,
        d,five,z,
        d,four,other,
        """);
    String[] options = {"--csv-type", "raw", "--json"};
    CommandHere.Ended plain = site.csv(4, "r.csv", options);
    assertTrue(plain.out().contains("\"images_uploaded\":1"), plain::out);
    assertTrue(plain.out().contains("with that option"), plain::out);

    String[] beside = {"--csv-type", "raw", "--json", "--retry-duplicates"};
    CommandHere.Ended sent = site.csv(4, "r.csv", beside);
    assertTrue(sent.out().contains("\"images_uploaded\":4"), sent::out);
    assertTrue(sent.out().contains("r.csv:8\",\"state\":\"conflict\""), sent::out);
    assertEquals(Set.of("one", "two", "three", "four", "five"), besides());
    FakeInput one = site.server().input(apart("a", "one"));
    assertEquals(1, one.data().path("metadata").path("n").asInt());
    assertEquals("x", one.data().path("concepts").path(0).path("name").asString());

    CommandHere.Ended again = site.csv(4, "r.csv", beside);
    assertTrue(again.out().contains("\"images_uploaded\":0"), again::out);
    assertTrue(again.out().contains("\"images_skipped\":6"), again::out);
    assertEquals(5, site.posted());
  }

  private Set<String> besides() {
    Set<String> there = new TreeSet<>();
    for (String id :
        List.of(
            apart("a", "one"), apart("b", "two"), apart("c", "three"), "d", apart("d", "five"))) {
      assertTrue(site.server().members(ClarifaiHere.DATASET).contains(id), id);
      there.add(site.server().input(id).content());
    }
    return there;
  }

  private static String apart(String id, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    return id + "-r" + Site.sha256(content).substring(0, 8);
  }

  @Test
  void filesAndUrlsWhoseIdsAreTaken_areSentBeside_too() throws Exception {
    site.server().addDataset(ClarifaiHere.DATASET);
    byte[] cat = ImageFiles.png("cat");
    site.file("cat.png", cat);
    site.server().addInput("cat", ClarifaiHere.DATASET, "");
    site.server().addInput("i_d", ClarifaiHere.DATASET, "");
    site.file("f.csv", "input,inputid\ncat.png,\ncat.png,i_d\n");
    String[] files = {"--csv-type", "file_path", "--no-labels", "--json", "--retry-duplicates"};
    site.csv(0, "f.csv", files);
    String suffix = "-r" + Site.sha256(cat).substring(0, 8);
    assertEquals(Site.sha256(cat), site.server().input("cat" + suffix).sha256());
    assertEquals(Site.sha256(cat), site.server().input("i_d" + suffix).sha256());
    CommandHere.Ended again = site.csv(0, "f.csv", files);
    assertTrue(again.out().contains("\"images_skipped\":2"), again::out);

    String address = "https://e.example/1";
    site.server().addInput("u", ClarifaiHere.DATASET, "");
    site.file("u.csv", "input,inputid\n" + address + ",u\n");
    site.csv(0, "u.csv", "--csv-type", "url", "--no-labels", "--retry-duplicates");
    assertEquals(address, site.server().input(apart("u", address)).content());
    assertEquals(3, site.posted());
  }
}
