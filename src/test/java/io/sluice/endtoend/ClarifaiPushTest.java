package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.CommandHere;
import io.sluice.image.SampleMedia;
import io.sluice.target.clarifai.FakeClarifai;
import io.sluice.target.clarifai.FakeInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code push} of pictures to a small Clarifai. */
@Execution(ExecutionMode.CONCURRENT)
final class ClarifaiPushTest {
  @TempDir private Path directory;
  private FakeClarifai server;
  private Path in;

  @BeforeEach
  void prepare() throws Exception {
    server = new FakeClarifai();
    in = Files.createDirectories(directory.resolve("in"));
    Path key = Files.writeString(directory.resolve("key"), FakeClarifai.KEY);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(
        directory.resolve("sluice.yaml"),
        """
        state-dir: %s
        targets:
          tagging:
            type: clarifai
            url: "%s"
            user-id: %s
            app-id: %s
            api-key-file: %s
            requests-per-second: 1000
        """
            .formatted(
                directory.resolve("state"),
                server.url(),
                FakeClarifai.USER,
                FakeClarifai.APP,
                key));
  }

  @AfterEach
  void stop() {
    server.close();
    assertEquals(List.of(), server.violations());
  }

  @Test
  void picturesAreInputsOfTheDataset_eachOnce_andTheSamePushSendsNothing() throws Exception {
    image("signs/stop/1.png");
    image("signs/yield/1.png");
    Files.write(in.resolve("signs/1.heic"), new byte[] {1});
    List<String> push = List.of("signs", "--path", "day", "--preserve-folders", "--json");

    CommandHere.Ended first = push(0, push);
    assertEquals(Set.of("/day/stop 1.png", "/day/yield 1.png"), stored());
    assertTrue(first.out().contains("\"images_uploaded\":2"), first::out);

    CommandHere.Ended again = push(0, push);
    assertTrue(again.out().contains("\"images_skipped\":2"), again::out);
    assertEquals(2, server.posts().stream().mapToInt(post -> post.ids().size()).sum());
  }

  @Test
  void withoutWaiting_isDoneOnceAllAreAccepted_andTheNextPushTellsWhatHasFailedSince()
      throws Exception {
    image("1.png");
    image("2.png");
    server.processing().stick(true);
    CommandHere.Ended sent = push(0, List.of("1.png", "2.png", "--no-wait", "--json"));
    assertTrue(sent.out().contains("\"images_uploaded\":2"), sent::out);
    assertEquals(2, server.members("signs-2026").size());

    server.processing().stick(false);
    server.processing().fails("2.png");
    CommandHere.Ended later = push(4, List.of("1.png", "2.png", "--json"));
    assertTrue(later.out().contains("cannot be decoded"), later::out);
    assertTrue(later.out().contains("\"images_skipped\":1"), later::out);
    assertEquals(2, server.posts().stream().mapToInt(post -> post.ids().size()).sum());
  }

  @Test
  void whatCannotBeProcessed_hasFailed_inThePlatformsWords() throws Exception {
    image("1.png");
    image("2.png");
    server.processing().fails("2.png");
    CommandHere.Ended ended = push(4, List.of("1.png", "2.png"));
    assertTrue(ended.out().contains("1 uploaded"), ended::out);
    assertTrue(
        ended.out().contains("failed 2.png: Download failed cannot be decoded (30002)"),
        ended::out);
  }

  @Test
  void whatIsNotAPicture_isRefusedBeforeAnythingIsSent() throws Exception {
    Files.write(in.resolve("walk.mp4"), new byte[] {1});
    image("rig/1.png");
    String refused = push(2, List.of("walk.mp4")).out();
    assertTrue(refused.contains("walk.mp4 is of another type: push it with --input-type video"));
    Files.write(in.resolve("walk.xyz"), new byte[] {1});
    assertTrue(push(2, List.of("walk.xyz")).out().contains("no extension that the target takes"));
    CommandHere.Ended merged = push(2, List.of("rig", "--item-merge-mode", "slots"));
    assertTrue(
        merged.out().contains("target tagging (clarifai) takes single files only"), merged::out);
    assertEquals(List.of(), server.arrivals());
  }

  @Test
  void filesOfAType_areInputsOfThatType_andOthersArePassedOver() throws Exception {
    image("mixed/1.png");
    Files.write(in.resolve("mixed/bell.WAV"), SampleMedia.resource("tone.wav"));
    Files.write(in.resolve("mixed/horn.mp3"), SampleMedia.resource("tone.mp3"));
    Files.write(in.resolve("mixed/walk.mp4"), SampleMedia.resource("clip.mov"));
    CommandHere.Ended sounds = push(0, List.of("mixed", "--input-type", "audio", "--json"));
    assertTrue(sounds.out().contains("\"images_uploaded\":2"), sounds::out);
    assertEquals(Set.of("/ bell.WAV", "/ horn.mp3"), stored());
    push(0, List.of("mixed/walk.mp4", "--input-type", "VIDEO"));
    assertEquals(Set.of("/ bell.WAV", "/ horn.mp3", "/ walk.mp4"), stored());
    String both = push(2, List.of("mixed", "--input-type", "audio", "--as-frames")).out();
    assertTrue(both.contains("takes single files only"), both);
    push(2, List.of("mixed", "--input-type", "sound"));
  }

  @Test
  void filesWhoseIdsAreTaken_areSentUnderIdsOfTheirContent_onlyWhenAsked_andOnce()
      throws Exception {
    server.addDataset("signs-2026");
    server.addInput("named", "signs-2026", "");
    image("other.png");
    push(0, List.of("other.png"));
    Files.write(in.resolve("other.png"), ImageFiles.png("changed"));
    image("named.png");
    image("a/new.png");
    image("b/new.png");
    Files.write(in.resolve("a/same.png"), ImageFiles.png("same"));
    Files.write(in.resolve("b/same.png"), ImageFiles.png("same"));
    List<String> push = List.of(".", "--json");
    CommandHere.Ended first = push(4, push);
    assertTrue(first.out().contains("\"images_uploaded\":2"), first::out);
    List<String> beside = List.of(".", "--json", "--retry-duplicates");
    CommandHere.Ended dry = push(0, List.of(".", "--json", "--retry-duplicates", "-n"));
    assertTrue(dry.out().contains("\"collisions\":0"), dry::out);

    CommandHere.Ended sent = push(0, beside);
    assertTrue(sent.out().contains("\"images_uploaded\":3"), sent::out);
    Set<String> ids = new TreeSet<>(server.members("signs-2026"));
    assertTrue(ids.contains("named" + apart("named.png")), ids::toString);
    assertTrue(ids.contains("other" + apart("changed")), ids::toString);
    assertTrue(
        ids.contains("new" + apart("a/new.png")) != ids.contains("new" + apart("b/new.png")),
        ids::toString);
    assertEquals(7, ids.size(), ids::toString);

    CommandHere.Ended again = push(0, beside);
    assertTrue(again.out().contains("\"images_uploaded\":0"), again::out);
    assertEquals(6, server.posts().stream().mapToInt(post -> post.ids().size()).sum());
  }

  @Test
  void otherTargets_haveNoIdsThatMayBeTaken_andRefuseToSendBeside() throws Exception {
    image("1.png");
    for (String more : List.of("-q", "-n")) {
      CommandHere.Ended ended =
          CommandHere.run(
              in,
              "push",
              more,
              "-c",
              directory.resolve("sluice.yaml").toString(),
              "--dataset",
              "d",
              "--retry-duplicates",
              "1.png");
      assertEquals(2, ended.code(), ended::out);
      assertTrue(ended.out().contains("is for targets of type clarifai"), ended::out);
    }
  }

  private static String apart(String content) {
    return "-r" + Site.sha256(ImageFiles.png(content)).substring(0, 8);
  }

  private Set<String> stored() {
    Set<String> stored = new TreeSet<>();
    for (FakeInput input : server.inputs()) {
      stored.add(input.directory() + " " + input.fileName());
    }
    assertEquals(stored.size(), server.members("signs-2026").size());
    return stored;
  }

  private CommandHere.Ended push(int code, List<String> arguments) throws IOException {
    age();
    List<String> line = new ArrayList<>(List.of("push", "-q", "--dataset", "signs-2026"));
    line.addAll(List.of("--target", "tagging"));
    line.addAll(List.of("-c", directory.resolve("sluice.yaml").toString()));
    line.addAll(arguments);
    CommandHere.Ended ended = CommandHere.run(in, line.toArray(String[]::new));
    assertEquals(code, ended.code(), ended::toString);
    return ended;
  }

  private void image(String name) throws IOException {
    Path file = in.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, ImageFiles.png(name));
  }

  /** Nothing is quiet that was written just now. */
  private void age() throws IOException {
    try (Stream<Path> files = Files.walk(in)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L));
      }
    }
  }
}
