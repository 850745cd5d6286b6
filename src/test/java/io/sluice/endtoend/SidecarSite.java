package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.app.Daemon;
import io.sluice.app.DaemonObserver;
import io.sluice.cli.CommandHere;
import io.sluice.config.ConfigLoader;
import io.sluice.config.Environment;
import io.sluice.config.SluiceConfig;
import io.sluice.datasetserver.DatasetServer;
import io.sluice.event.IngestEvent;
import io.sluice.target.clarifai.FakeClarifai;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A folder of pictures with sidecars, which feeds a small Clarifai. */
final class SidecarSite implements AutoCloseable {
  /** Quiet at once, whatever is written; and what never comes is not waited for long. */
  static final String QUICK = "settle: { quiet-period: 200ms, max-wait: 2s }";

  private static final String PATIENT = "settle: { quiet-period: 200ms, max-wait: 1h }";

  private static final JsonMapper JSON = new JsonMapper();

  private final ClarifaiSite clarifai;

  SidecarSite(Path root, String... settings) throws IOException {
    clarifai = new ClarifaiSite(root);
    folder(settings);
  }

  /** Other settings of the folder. */
  void folder(String... settings) {
    settled(QUICK, settings);
  }

  /** As {@link #folder}; but what is missing is waited for, however long a test takes. */
  void patient(String... settings) {
    settled(PATIENT, settings);
  }

  private void settled(String settle, String... settings) {
    List<String> lines = new ArrayList<>(List.of(settings));
    lines.add(settle);
    lines.add("rescan-interval: 500ms");
    clarifai.site().folder(lines.toArray(String[]::new));
  }

  Site site() {
    return clarifai.site();
  }

  FakeClarifai server() {
    return clarifai.server();
  }

  /** How many inputs were posted, the same one each time that it was. */
  int posted() {
    return clarifai.posted();
  }

  void picture(String name) throws IOException {
    site().write(name, ImageFiles.png(name));
  }

  void sidecar(String name, String json) throws IOException {
    site().write(name, json.getBytes(StandardCharsets.UTF_8));
  }

  /** What says that there is something of that name in the upper left quarter. */
  static String box(String... concepts) {
    List<String> all = new ArrayList<>();
    for (String concept : concepts) {
      all.add(
          "{\"box\": {\"top\": 0, \"left\": 0, \"bottom\": 0.5, \"right\": 0.5},"
              + " \"concepts\": [\""
              + concept
              + "\"]}");
    }
    return "{\"annotations\": [" + String.join(", ", all) + "]}";
  }

  /** Runs a sync to its end within this process. */
  Synced sync(int code) throws IOException {
    return site().syncHere(code);
  }

  /** The states of files as {@code files --json} has them, each with its reason. */
  Map<String, String> states() throws IOException {
    CommandHere.Ended ended =
        CommandHere.run(
            site().root(), "files", "-q", "--json", "-c", site().configuration().toString());
    assertEquals(0, ended.code(), ended::out);
    Map<String, String> states = new TreeMap<>();
    for (JsonNode folder : JSON.readTree(ended.out()).path("folders").values()) {
      for (JsonNode file : folder.path("files").values()) {
        states.put(
            file.path("path").asString(),
            (file.path("state").asString() + " " + file.path("reason").asString("")).strip());
      }
    }
    return states;
  }

  Daemon daemon() throws Exception {
    SluiceConfig config = ConfigLoader.load(site().configuration(), Environment.ofProcess());
    return Daemon.start(
        config,
        config.folders(),
        new DaemonObserver() {
          @Override
          public void serverStarted(String target, DatasetServer started) {}

          @Override
          public void on(IngestEvent event) {}
        });
  }

  void delete(String name) throws IOException {
    Files.delete(site().inbox().resolve(name));
  }

  @Override
  public void close() {
    clarifai.close();
    assertEquals(List.of(), server().violations());
  }
}
