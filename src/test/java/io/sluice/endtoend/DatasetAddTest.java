package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.CommandHere;
import io.sluice.target.clarifai.ClarifaiScripts;
import io.sluice.target.clarifai.ClarifaiScripts.Step;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code dataset add}: inputs that the app has already, into a dataset. */
@Execution(ExecutionMode.CONCURRENT)
final class DatasetAddTest {
  private static final String OTHER = "signs";

  @TempDir private Path directory;
  private ClarifaiSite clarifai;

  @BeforeEach
  void open() throws Exception {
    clarifai = new ClarifaiSite(directory);
    clarifai.server().addDataset(Site.DATASET);
    clarifai.server().addDataset(OTHER);
  }

  @AfterEach
  void close() {
    assertEquals(List.of(), clarifai.server().violations());
    assertEquals(0, clarifai.posted());
    clarifai.close();
  }

  private CommandHere.Ended add(int code, InputStream in, String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of("dataset", "add", "-q", "--dataset", Site.DATASET));
    line.addAll(List.of("-c", clarifai.site().configuration().toString()));
    line.addAll(List.of(arguments));
    CommandHere.Ended ended = CommandHere.run(in, directory, line.toArray(String[]::new));
    assertEquals(code, ended.code(), ended::toString);
    return ended;
  }

  private CommandHere.Ended add(int code, String... arguments) throws IOException {
    return add(code, InputStream.nullInputStream(), arguments);
  }

  private static InputStream lines(String... lines) {
    return new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> results(CommandHere.Ended ended) {
    Map<String, String> results = new LinkedHashMap<>();
    for (JsonNode result : report(ended).path("results")) {
      results.put(result.path("id").asString(), result.path("result").asString());
    }
    return results;
  }

  private static JsonNode report(CommandHere.Ended ended) {
    return new JsonMapper().readTree(ended.out().substring(ended.out().indexOf('{')));
  }

  @Test
  void eachIdIsToldOf_andThoseThatAreThereAreInTheDatasetThen() throws Exception {
    clarifai.server().addInput("one", OTHER, "");
    clarifai.server().addInput("two", Site.DATASET, "");
    CommandHere.Ended ended = add(4, "one", "two", "three", "one");
    assertEquals(
        List.of(
            "added   one",
            "already two",
            "missing three",
            "already one",
            "store/pictures: 1 added, 2 already there, 1 missing, 0 failed"),
        ended.out().lines().toList());
    assertEquals(Set.of("one", "two"), Set.copyOf(clarifai.server().members(Site.DATASET)));
    assertEquals(List.of("one"), clarifai.server().members(OTHER));
    assertTrue(add(0, "one", "two").out().contains("0 added, 2 already there"));
    assertEquals(1, clarifai.server().count(Step.ADD_MEMBERS));
  }

  @Test
  void statusesThatAreNames_areUnderstood() throws Exception {
    clarifai.server().sayNames();
    clarifai.server().addInput("one", OTHER, "");
    assertTrue(add(0, "one").out().contains("added   one"));
    assertTrue(add(0, "one").out().contains("already one"));
    assertTrue(add(4, "none").out().contains("missing none"));
  }

  @Test
  void dryRun_asksAndAddsNothing() throws Exception {
    clarifai.server().addInput("one", OTHER, "");
    CommandHere.Ended ended = add(4, "-n", "--json", "one", "two");
    assertEquals(Map.of("one", "added", "two", "missing"), results(ended));
    assertTrue(report(ended).path("dry_run").asBoolean());
    assertEquals(List.of(), clarifai.server().members(Site.DATASET));
    assertEquals(0, clarifai.server().count(Step.ADD_MEMBERS));
  }

  @Test
  void manyIdsOfStandardInput_goInFewRequests() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      ids.add("input-" + i);
      clarifai.server().addInput("input-" + i, i % 10 == 0 ? Site.DATASET : OTHER, "");
    }
    CommandHere.Ended ended = add(0, lines(ids.toArray(String[]::new)), "--json", "-");
    assertEquals(300, results(ended).size());
    assertEquals(270, report(ended).path("added").asInt());
    assertEquals(30, report(ended).path("already").asInt());
    assertEquals(Set.copyOf(ids), Set.copyOf(clarifai.server().members(Site.DATASET)));
    assertEquals(3, clarifai.server().count(Step.ADD_MEMBERS));
    int requests = clarifai.server().arrivals().size();
    assertTrue(requests < 40, requests + " requests: " + clarifai.server().counts());
  }

  @Test
  void linesThatAreNoIds_areToldByTheirNumber_andTheOthersGoOn() throws Exception {
    clarifai.server().addInput("one", OTHER, "");
    byte[] hostile =
        ("\n  one \r\n..\nx\u0007y\n" + "z".repeat(3_000_000) + "\n\u00ff\n/../../x\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    CommandHere.Ended ended = add(4, new ByteArrayInputStream(hostile), "--json", "-");
    assertEquals(
        Map.of(
            "one",
            "added",
            "line 3",
            "failed",
            "line 4",
            "failed",
            "line 5",
            "failed",
            "line 6",
            "failed",
            "/../../x",
            "missing"),
        results(ended));
    assertTrue(ended.out().length() < 2_000, ended::out);
    add(2, "..");
    add(2, "x\u0007y");
    add(2, "z".repeat(600));
  }

  @Test
  void whatThePlatformDoesNotTake_hasFailed_inItsWords() throws Exception {
    clarifai.server().addInput("one", OTHER, "");
    clarifai
        .server()
        .scripts()
        .instead(
            Step.ADD_MEMBERS,
            ClarifaiScripts.reply(
                400,
                "{\"status\":{\"code\":10020},\"dataset_inputs\":[{\"input\":{\"id\":\"one\"},"
                    + "\"status\":{\"code\":30103,\"description\":\"Permission denied\"}}]}"));
    String failed = add(4, "one").out();
    assertTrue(failed.contains("failed  one: Permission denied (30103)"), failed);
  }

  @Test
  void whatThePlatformTakes_andDoesNotHaveAfterwards_hasFailed() throws Exception {
    clarifai.server().addInput("one", OTHER, "");
    clarifai.server().scripts().instead(Step.ADD_MEMBERS, ClarifaiScripts.status(200, 10000, "Ok"));
    String failed = add(4, "one").out();
    assertTrue(failed.contains("does not list it in the dataset"), failed);
  }

  @Test
  void lostAnswer_isAskedForAgain_andIsNoFailure() throws Exception {
    clarifai.server().addInput("one", OTHER, "");
    clarifai.server().scripts().afterwards(Step.ADD_MEMBERS, ClarifaiScripts.broken());
    assertTrue(add(0, "one").out().contains("added   one"));
    assertEquals(List.of("one"), clarifai.server().members(Site.DATASET));
  }

  @Test
  void refusals_endIt_withTheirCode() throws Exception {
    clarifai.server().addInput("one", OTHER, "");
    clarifai
        .server()
        .scripts()
        .instead(Step.ADD_MEMBERS, ClarifaiScripts.status(403, 11007, "Insufficient scopes"));
    String refused = add(5, "one").out();
    assertTrue(refused.contains("failed  one"), refused);
    assertTrue(refused.contains("sluice: target store: "), refused);
    CommandHere.Ended none =
        CommandHere.run(
            directory,
            "dataset",
            "add",
            "-c",
            clarifai.site().configuration().toString(),
            "--dataset",
            "none",
            "one");
    assertEquals(5, none.code(), none::out);
    assertTrue(none.out().contains("there is no dataset called 'none'"), none::out);
  }

  @Test
  void otherTargets_areRefusedInWords() throws Exception {
    clarifai.site().embedded();
    assertTrue(add(2, "one").out().contains("the configuration has none"));
    String words = add(2, "--target", "store", "one").out();
    assertTrue(words.contains("dataset add is for targets of type clarifai"), words);
    assertTrue(add(2, "--target", "x", "one").out().contains("there is no target x"));
    assertTrue(add(2, "one", "-").out().contains("not both"));
  }
}
