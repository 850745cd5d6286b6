package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.CommandHere;
import io.sluice.file.ReferenceZip;
import io.sluice.image.SampleMedia;
import io.sluice.target.darwin.DarwinFault;
import io.sluice.target.darwin.DarwinItems;
import io.sluice.target.darwin.DarwinStep;
import io.sluice.target.darwin.FakeDarwin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code push} of videos and of items of several files to a small Darwin. */
@Execution(ExecutionMode.CONCURRENT)
final class DarwinPushTest {
  @TempDir private Path directory;
  private DarwinHere site;
  private FakeDarwin server;
  private Path in;

  @BeforeEach
  void prepare() throws Exception {
    site = new DarwinHere(directory);
    server = site.server();
    in = site.in();
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void threeImagesAndAVideo_areFourSlotsOfOneItem() throws Exception {
    site.image("rig-12/img10.png");
    site.image("rig-12/img2.png");
    site.image("rig-12/img1.png");
    site.video("rig-12/walk.mp4");

    CommandHere.Ended ended = site.push(0, "rig-12", "--item-merge-mode", "slots", "--json");

    assertEquals(
        Set.of(
            "/rig-12 0 img1.png",
            "/rig-12 1 img2.png",
            "/rig-12 2 img10.png",
            "/rig-12 3 walk.mp4"),
        site.slots());
    assertTrue(ended.out().contains("\"images_attempted\":4,\"images_uploaded\":4"), ended::out);
    assertEquals(
        "[[[\"0\"],[\"2\"]],[[\"1\"],[\"3\"]]]",
        payload("rig-12").path("layout").path("slots_grid").toString());
    assertEquals(List.of(), server.problems());
  }

  @ParameterizedTest
  @ValueSource(strings = {"slots", "channels"})
  void twoDirectoriesWithTheSameFileNames_eachKeepTheirOwnBytes(String mode) throws Exception {
    for (String item : List.of("a", "b")) {
      site.image(item + "/1.png");
      site.image(item + "/2.png");
    }
    site.push(0, "a", "b", "--item-merge-mode", mode, "--path", "day");
    assertEquals(4, site.slots().size());
    for (String item : List.of("a", "b")) {
      for (int file = 1; file <= 2; file++) {
        String name = file + ".png";
        String slot = mode.equals("channels") ? name : Integer.toString(file - 1);
        assertEquals(
            Site.sha256(Files.readAllBytes(in.resolve(item).resolve(name))),
            DarwinItems.digest(server, "/day/" + item, slot));
      }
    }
  }

  @Test
  void twoSeriesWithTheSameFileNames_eachKeepTheirOwnSlices() throws Exception {
    site.slice("a/1.dcm", "Anna");
    site.slice("b/1.dcm", "Bert");
    site.push(0, "a", "b", "--item-merge-mode", "series", "--path", "day");
    assertEquals(Set.of("/day/a 0 a.dcm", "/day/b 0 b.dcm"), site.slots());
    assertEquals(
        Site.sha256(ReferenceZip.of(Map.of("1.dcm", SampleMedia.slice("Bert")))),
        DarwinItems.digest(server, "/day/b", "0"));
    List<String> digests =
        List.of(
            DarwinItems.digest(server, "/day/a", "0"), DarwinItems.digest(server, "/day/b", "0"));
    for (String item : List.of("a", "b")) {
      site.push(0, item, "--item-merge-mode", "series", "--path", "alone");
    }
    assertEquals(
        digests,
        List.of(
            DarwinItems.digest(server, "/alone/a", "0"),
            DarwinItems.digest(server, "/alone/b", "0")));
    assertNotEquals(digests.get(0), digests.get(1));
  }

  @Test
  void faultsOfTheStorage_areTriedAgainWithTheWholeBody_noSoonerThanAskedFor() throws Exception {
    site.image("a.png");
    server.next(DarwinStep.PUT, DarwinFault.status(503));
    server.next(DarwinStep.PUT, DarwinFault.cutWithin());
    server.next(DarwinStep.PUT, DarwinFault.throttled(3));
    long start = System.nanoTime();
    site.push(0, "a.png");
    assertTrue(System.nanoTime() - start >= 3_000_000_000L, "sooner than the storage asked for");
    assertEquals(4, server.count(DarwinStep.PUT));
    assertEquals(1, server.count(DarwinStep.REGISTER));
    assertEquals(
        Site.sha256(Files.readAllBytes(in.resolve("a.png"))),
        DarwinItems.digest(server, "/a.png", "0"));
  }

  @Test
  void fullStorage_endsWithTheTargetRefused_saidOnce_andTheNextPushGoesOn() throws Exception {
    for (int i = 0; i < 4; i++) {
      site.image("d/" + i + ".png");
    }
    server.chance(
        step ->
            step == DarwinStep.SIGN ? Optional.of(DarwinFault.storageFull()) : Optional.empty());
    CommandHere.Ended ended = site.push(5, "d");
    assertEquals(1, ended.out().lines().filter(line -> line.contains("no storage left")).count());
    assertTrue(ended.out().contains("sluice: target labelling: "), ended::out);
    assertTrue(ended.out().contains("4 pending"), ended::out);
    server.chance(step -> Optional.empty());
    site.push(0, "d");
    assertEquals(4, site.slots().size());
    assertEquals(1, server.count(DarwinStep.REGISTER));
  }

  @Test
  void channels_areNamedAfterTheirFiles_andTooManyAreAnErrorForThatItemAlone() throws Exception {
    site.image("plate-3/dapi.png");
    site.image("plate-3/gfp.png");
    site.video("plate-3/walk.mp4");
    for (int i = 0; i < 17; i++) {
      site.image("plate-4/" + i + ".png");
    }
    CommandHere.Ended ended =
        site.push(4, "plate-3", "plate-4", "--item-merge-mode", "channels", "--json");
    assertEquals(Set.of("/plate-3 dapi.png dapi.png", "/plate-3 gfp.png gfp.png"), site.slots());
    assertTrue(ended.out().contains("plate-4 has 17 images"), ended::out);
    assertTrue(ended.out().contains("\"images_attempted\":19,\"images_uploaded\":2"), ended::out);
  }

  @Test
  void aSeries_isOneStoredZip_theSameEachTime() throws Exception {
    site.slice("ct-88/IMG10.DCM", "Anna");
    site.slice("ct-88/img2.dcm", "Bert");
    site.image("ct-88/note.png");
    site.push(0, "ct-88", "--item-merge-mode", "series", "--path", "scans", "--json");
    assertEquals(Set.of("/scans/ct-88 0 ct-88.dcm"), site.slots());
    String first = DarwinItems.digest(server, "/scans/ct-88", "0");

    assertTrue(payload("ct-88").path("layout").isMissingNode());
    CommandHere.Ended again =
        site.push(0, "ct-88", "--item-merge-mode", "series", "--path", "other", "--json");
    assertEquals(first, DarwinItems.digest(server, "/other/ct-88", "0"));
    assertTrue(again.out().contains("\"ignored\":1"), again::out);

    CommandHere.Ended third =
        site.push(0, "ct-88", "--item-merge-mode", "series", "--path", "other", "--json");
    assertTrue(third.out().contains("\"images_skipped\":2"), third::out);
    assertEquals(2, server.count(DarwinStep.PUT));
  }

  @Test
  void aSeriesWithACutSlice_isLeftUndoneAlone() throws Exception {
    site.slice("ct-1/1.dcm", "Anna");
    site.slice("ct-2/1.dcm", "Bert");
    Files.write(in.resolve("ct-2/2.dcm"), Arrays.copyOf(SampleMedia.slice("Carl"), 600));
    CommandHere.Ended ended = site.push(0, "ct-1", "ct-2", "--item-merge-mode", "series", "-n");
    assertTrue(ended.out().contains("incomplete ct-2/2.dcm"), ended::out);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "slots|no file that can be a slot directly in it (avi bmp",
        "channels|no image directly in it (bmp jfif",
        "series|no .dcm file"
      })
  void aDirectoryWithoutAUsableFile_isSaid_andTheOthersAreSent(String mode, String wanted)
      throws Exception {
    site.image("good/1.png");
    site.slice("good/1.dcm", "Anna");
    Files.createDirectories(in.resolve("empty"));
    Files.createDirectories(in.resolve("notes/deep"));
    Files.writeString(in.resolve("notes/a.txt"), "a note");
    site.image("notes/deep/1.png");
    CommandHere.Ended ended = site.push(4, "good", "empty", "notes", "--item-merge-mode", mode);
    assertEquals(Set.of("good"), items());
    assertTrue(ended.out().contains("empty has " + wanted), ended::out);
    assertTrue(ended.out().contains("notes has " + wanted), ended::out);
    assertFalse(ended.out().contains("good has"), ended::out);

    CommandHere.Ended alone = site.push(4, "empty", "--item-merge-mode", mode);
    assertTrue(alone.out().contains("empty has " + wanted), alone::out);
  }

  @ParameterizedTest
  @ValueSource(strings = {"slots", "channels", "series"})
  void aDryRun_saysOfADirectoryWithoutAUsableFileWhatThePushSays(String mode) throws Exception {
    site.image("good/1.png");
    site.slice("good/1.dcm", "Anna");
    Files.createDirectories(in.resolve("empty"));
    for (String form : List.of("--no-progress", "--json")) {
      CommandHere.Ended dry = site.push(0, "good", "empty", "--item-merge-mode", mode, form, "-n");
      CommandHere.Ended done = site.push(4, "good", "empty", "--item-merge-mode", mode, form);
      assertEquals(remarks(done), remarks(dry).replace("would be sent", "was sent"));
      assertTrue(remarks(dry).startsWith("sluice: empty has no "), dry::out);
    }
  }

  private static String remarks(CommandHere.Ended ended) {
    return ended
        .out()
        .lines()
        .filter(line -> line.contains("; nothing "))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void textUnderTheNameOfAVideoOrAVolume_isHeld_andNothingIsAskedOfThePlatform() throws Exception {
    for (String name : List.of("t.mp4", "t.mov", "t.avi", "t.dcm")) {
      Files.writeString(in.resolve(name), "a line of text\n");
    }
    CommandHere.Ended ended = site.push(0, ".", "-n");
    assertTrue(ended.out().contains("would upload 0 files"), ended::out);
    for (String name : List.of("t.mp4", "t.mov", "t.avi", "t.dcm")) {
      String held = "incomplete " + name + ": the file starts with the text 'a line of text'";
      assertTrue(ended.out().contains(held), ended::out);
    }
  }

  @Test
  void onlyTheFirstLevelCounts() throws Exception {
    site.image("rig/1.png");
    site.image("rig/deep/2.png");
    site.push(0, "rig", "--item-merge-mode", "slots");
    assertEquals(Set.of("/rig 0 1.png"), site.slots());
  }

  @Test
  void anItemIsNotSentWithoutOneOfItsFiles() throws Exception {
    site.image("rig/1.png");
    Files.write(
        in.resolve("rig/2.mp4"), Arrays.copyOf(SampleMedia.resource("index-last.mp4"), 1_500));
    site.image("other/1.png");
    site.age();
    CommandHere.Ended ended = site.push(0, "rig", "other", "--item-merge-mode", "slots", "-n");
    assertTrue(ended.out().contains("incomplete"), ended::out);
  }

  @Test
  void theSameAgain_sendsNothing() throws Exception {
    site.image("rig/1.png");
    site.video("rig/walk.mp4");
    site.push(0, "rig", "--item-merge-mode", "slots");
    long sent = server.count(DarwinStep.PUT);
    CommandHere.Ended ended = site.push(0, "rig", "--item-merge-mode", "slots");
    assertEquals(sent, server.count(DarwinStep.PUT));
    assertTrue(ended.out().contains("2 skipped"), ended::out);
  }

  @Test
  void aFileWhereADirectoryIsWanted_isRefusedBeforeAnythingIsSent() throws Exception {
    site.image("rig/1.png");
    site.image("single.png");
    CommandHere.Ended ended = site.push(2, "rig", "single.png", "--item-merge-mode", "slots");
    assertTrue(ended.out().contains("single.png is a file"), ended::out);
    assertTrue(ended.out().contains("name its directory, " + in), ended::out);
    assertEquals(List.of(), server.steps());
  }

  @Test
  void twoDirectoriesOfOneName_areAConflict_whichADryRunForetells_withWhatHelps() throws Exception {
    site.image("x/rig/1.png");
    site.image("y/rig/1.png");
    site.image("y/rig/2.png");
    String[] both = {"x/rig", "y/rig", "--item-merge-mode", "slots", "-n"};
    CommandHere.Ended foretold = site.push(0, both);
    assertTrue(foretold.out().contains("would upload 1 files"), foretold::out);
    assertTrue(foretold.out().contains("2 would be left undone"), foretold::out);
    assertTrue(foretold.out().contains("conflict y/rig: its 2 files: would be"), foretold::out);
    assertEquals(List.of(), server.steps());

    CommandHere.Ended ended = site.push(4, Arrays.copyOf(both, both.length - 1));
    // Which of the two is quiet first is not told.
    Set<Set<String>> either =
        Set.of(Set.of("/rig 0 1.png"), Set.of("/rig 0 1.png", "/rig 1 2.png"));
    assertTrue(either.contains(site.slots()), () -> site.slots().toString());
    assertTrue(ended.out().contains("rename one of the two"), ended::out);
    assertFalse(ended.out().contains("--preserve-folders"), ended::out);
  }

  @Test
  void aDryRun_foretellsThatAnItemIsNotSentWithoutOneOfItsFiles_orWithTooMany() throws Exception {
    site.image("cut/1.png");
    Files.write(in.resolve("cut/2.png"), new byte[0]);
    for (int i = 0; i < 17; i++) {
      site.image("plate/" + i + ".png");
    }
    site.image("good/1.png");
    CommandHere.Ended ended =
        site.push(0, "cut", "plate", "good", "--item-merge-mode", "channels", "-n");
    assertTrue(ended.out().contains("would upload 1 files"), ended::out);
    assertTrue(ended.out().contains("19 would be left undone"), ended::out);
    assertTrue(ended.out().contains("cut: is not sent without 2.png"), ended::out);
    assertTrue(ended.out().contains("at most 16 channels"), ended::out);
  }

  @Test
  void videos_haveTheRateThatIsAskedFor() throws Exception {
    site.video("walk.mp4");
    site.image("a.png");
    site.push(0, "walk.mp4", "a.png", "--fps", "5", "--as-frames");
    assertEquals(5, payload("walk.mp4").path("slots").get(0).path("fps").intValue());
    assertTrue(payload("walk.mp4").path("slots").get(0).path("as_frames").booleanValue());

    site.video("run.mov");
    site.push(0, "run.mov");
    assertEquals("native", payload("run.mov").path("slots").get(0).path("fps").stringValue());
    assertFalse(payload("run.mov").path("slots").get(0).has("as_frames"));
  }

  @Test
  void foldersAndPath_areBothKept() throws Exception {
    site.image("d/1.png");
    site.image("d/a/sub/2.png");
    Files.write(in.resolve("d/a/scan.nii.gz"), new byte[] {31, -117, 8, 0, 1});
    site.push(0, "d", "--path", "day", "--preserve-folders");
    assertEquals(
        Set.of(
            "/day/1.png 0 1.png", "/day/a/sub/2.png 0 2.png", "/day/a/scan.nii.gz 0 scan.nii.gz"),
        site.slots());
  }

  private Set<String> items() {
    return site.slots().stream()
        .map(slot -> slot.substring(1, slot.indexOf(' ')))
        .collect(Collectors.toSet());
  }

  private JsonNode payload(String name) {
    return DarwinItems.payload(server, name);
  }
}
