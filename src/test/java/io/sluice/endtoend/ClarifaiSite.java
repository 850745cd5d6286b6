package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sluice.target.clarifai.FakeClarifai;
import io.sluice.target.clarifai.FakeInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A hot folder that feeds a small Clarifai. */
final class ClarifaiSite implements AutoCloseable {
  private final Site site;
  private final FakeClarifai server = new FakeClarifai();

  /**
   * @param root an empty directory
   */
  ClarifaiSite(Path root, String... settings) throws IOException {
    site = new Site(Files.createDirectories(root));
    Path key = Files.writeString(root.resolve("key"), FakeClarifai.KEY + "\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    List<String> lines = new ArrayList<>(List.of("requests-per-second: 1000"));
    lines.addAll(List.of(settings));
    site.clarifai(
        server.url().toString(),
        key,
        FakeClarifai.USER,
        FakeClarifai.APP,
        lines.toArray(String[]::new));
  }

  Site site() {
    return site;
  }

  FakeClarifai server() {
    return server;
  }

  /** Every file of the inbox is an input of the dataset, once, with its own bytes. */
  void assertAllThereOnce() throws IOException {
    NavigableMap<String, String> there = new TreeMap<>();
    for (String id : server.members(Site.DATASET)) {
      FakeInput input = server.input(id);
      String directory = input.directory().equals("/") ? "" : input.directory();
      String other = there.put(directory + "/" + input.fileName(), input.sha256());
      assertEquals(null, other, "twice: " + input.fileName());
    }
    assertEquals(site.localDigests(), there);
    assertEquals(there.size(), server.inputs().size());
    assertEquals(List.of(), server.violations());
    server.arrivals().forEach(a -> assertFalse(a.head().startsWith("DELETE"), a.head()));
  }

  /** How many inputs were posted, the same one each time that it was. */
  int posted() {
    return server.posts().stream().mapToInt(post -> post.ids().size()).sum();
  }

  /** The concept of each input, by its file name. */
  Map<String, String> concepts() {
    Map<String, String> concepts = new TreeMap<>();
    for (FakeInput input : server.inputs()) {
      concepts.put(
          input.directory() + " " + input.fileName(),
          input.data().path("concepts").path(0).path("name").asString(""));
    }
    return concepts;
  }

  @Override
  public void close() {
    server.close();
  }
}
