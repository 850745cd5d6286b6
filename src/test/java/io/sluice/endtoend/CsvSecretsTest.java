package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.CommandHere;
import io.sluice.target.clarifai.ClarifaiScripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** URLs of a CSV file are told to the platform alone, also where it quotes them. */
@Execution(ExecutionMode.CONCURRENT)
final class CsvSecretsTest {
  private static final List<String> URLS =
      List.of(
          "https://user:canary@h.example/x.jpg",
          "HTTPS://h.example/canary/y.jpg?sig=canary",
          "https://h.example/z'canary?a='canary#canary");

  @TempDir private Path directory;
  private ClarifaiHere site;

  @BeforeEach
  void prepare() throws Exception {
    site = new ClarifaiHere(directory);
    StringBuilder rows = new StringBuilder("inputid,input\n");
    for (int i = 0; i < URLS.size(); i++) {
      rows.append("r").append(i).append(',').append(URLS.get(i)).append('\n');
    }
    site.file("r.csv", rows.toString());
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void urlsThatThePlatformRefuses_areInNoReportOrLog() throws Exception {
    StringBuilder told = new StringBuilder("{\"status\":{\"code\":10020},\"inputs\":[");
    for (int i = 0; i < URLS.size(); i++) {
      told.append(
          "%s{\"id\":\"r%d\",\"status\":{\"code\":30106,\"description\":\"Invalid URL\",\"details\":\"%s is bad\"}}"
              .formatted(i == 0 ? "" : ",", i, URLS.get(i)));
    }
    site.server()
        .scripts()
        .instead(ClarifaiScripts.Step.POST_INPUTS, ClarifaiScripts.reply(400, told + "]}"));
    CommandHere.Ended ended = site.csv(4, "r.csv", "--csv-type", "url", "--no-labels", "-v");
    assertTrue(ended.out().contains("r.csv:2: Invalid URL the URL is bad (30106)"), ended::out);
    assertTrue(ended.out().contains("r.csv:4: Invalid URL the URL is bad (30106)"), ended::out);
    assertNothingToldOf(ended);
  }

  @Test
  void urlsThatTheWholeRequestIsRefusedFor_areInNoReportOrLog() throws Exception {
    site.server()
        .scripts()
        .chance(
            step ->
                step == ClarifaiScripts.Step.POST_INPUTS
                    ? Optional.of(
                        new ClarifaiScripts.Script(
                            false,
                            ClarifaiScripts.status(400, 11102, "bad: " + String.join(" ", URLS))))
                    : Optional.empty());
    assertNothingToldOf(site.csv(4, "r.csv", "--csv-type", "url", "--no-labels", "-v"));
  }

  private void assertNothingToldOf(CommandHere.Ended ended) throws IOException {
    assertFalse(ended.toString().contains("canary"), ended::toString);
    assertFalse(ended.toString().contains("h.example"), ended::toString);
    try (Stream<Path> files = Files.walk(site.state())) {
      List<Path> logs = files.filter(file -> file.toString().endsWith(".jsonl")).toList();
      assertEquals(1, logs.size());
      String log = Files.readString(logs.get(0));
      assertTrue(log.contains("r.csv:2"), log);
      assertFalse(log.contains("canary") || log.contains("h.example"), log);
    }
  }
}
