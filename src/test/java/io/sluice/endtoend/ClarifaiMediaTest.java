package io.sluice.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.CommandHere;
import io.sluice.config.ConfigLoader;
import io.sluice.config.Environment;
import io.sluice.config.FolderConfig;
import io.sluice.config.InputType;
import io.sluice.config.SluiceConfig;
import io.sluice.image.SampleMedia;
import io.sluice.image.SampleSounds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Folders of texts, videos and sounds that feed a small Clarifai. */
@Execution(ExecutionMode.CONCURRENT)
final class ClarifaiMediaTest {
  /** A text is quiet for ten seconds, unless told otherwise. */
  private static final String SOON = "settle: { quiet-period: 100ms, max-wait: 1s }";

  @TempDir private Path directory;

  /** One file of each type, as whole as files of it are. */
  private static void writeAll(Site site) throws IOException {
    site.write("stop/a.txt", "stop here\n".getBytes(StandardCharsets.UTF_8));
    site.write("go/b.MD", "# go \u2713 \u0000 \"now\"".getBytes(StandardCharsets.UTF_8));
    site.writeQuietly("stop/sign.png");
    site.write("walk.MP4", SampleMedia.resource("index-last.mp4"));
    site.write("drive.mov", SampleMedia.resource("clip.mov"));
    site.write("bell.wav", SampleMedia.resource("tone.wav"));
    site.write("bell/horn.FLAC", SampleMedia.resource("tone.flac"));
    site.write("bell/horn.ogg", SampleMedia.resource("tone.ogg"));
    site.write("bell/horn.mp3", SampleMedia.resource("tone.mp3"));
    site.write("bell/horn.m4a", SampleSounds.checked().get("tone.m4a"));
  }

  private static Set<String> stored(ClarifaiSite clarifai) {
    return clarifai.server().inputs().stream()
        .map(input -> input.fileName())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @EnumSource(InputType.class)
  void aFolderTakesItsType_whole_once_andNothingElse(InputType type) throws Exception {
    Set<String> wanted =
        switch (type) {
          case IMAGE -> Set.of("sign.png");
          case TEXT -> Set.of("a.txt", "b.MD");
          case VIDEO -> Set.of("drive.mov", "walk.MP4");
          case AUDIO -> Set.of("bell.wav", "horn.FLAC", "horn.m4a", "horn.mp3", "horn.ogg");
        };
    try (ClarifaiSite clarifai = new ClarifaiSite(directory)) {
      writeAll(clarifai.site());
      String key = type.name().toLowerCase(java.util.Locale.ROOT);
      clarifai.site().folder("input-type: " + key, "labels: true", SOON);
      clarifai.site().syncHere(0).counts(wanted.size(), wanted.size(), 0);
      assertEquals(wanted, stored(clarifai));
      Map<String, String> digests = clarifai.site().localDigests();
      clarifai
          .server()
          .inputs()
          .forEach(input -> assertTrue(digests.containsValue(input.sha256()), input.fileName()));
      if (type == InputType.VIDEO) {
        // One in a request, though both were ready at once.
        assertEquals(2, clarifai.server().posts().size());
      }
      clarifai.site().forgetLedger();
      clarifai.site().syncHere(0).counts(wanted.size(), 0, wanted.size());
      assertEquals(wanted.size(), clarifai.posted());
      assertEquals(List.of(), clarifai.server().violations());
    }
  }

  @Test
  void anAppThatIsNotForTexts_failsTheFile_withWhatToSet_andTakesItAfterwards() throws Exception {
    try (ClarifaiSite clarifai = new ClarifaiSite(directory)) {
      clarifai.server().kinds().refuseRequestsOf("text");
      clarifai.site().write("a.txt", "hello".getBytes(StandardCharsets.UTF_8));
      clarifai.site().folder("input-type: text", SOON);
      Synced synced = clarifai.site().syncHere(4);
      String failure = synced.failures().get("a.txt");
      assertTrue(failure.contains("primary input type to Text/Document"), failure);
      clarifai.server().kinds().takeAll();
      clarifai.site().syncHere(0).counts(1, 1, 0);
    }
  }

  @Test
  void aTextThatThePlatformCannotProcess_namesTheAppAsAPossibleReason() throws Exception {
    try (ClarifaiSite clarifai = new ClarifaiSite(directory)) {
      clarifai.server().processing().fails("a.txt");
      clarifai.site().write("a.txt", "hello".getBytes(StandardCharsets.UTF_8));
      clarifai.site().folder("input-type: text", SOON);
      String failure = clarifai.site().syncHere(4).failures().get("a.txt");
      assertTrue(failure.contains("cannot be decoded"), failure);
      assertTrue(failure.contains("primary input type to Text/Document"), failure);
    }
  }

  @Test
  void filesThatAreNotWholeOrNoText_areReported_andNothingOfThemIsSent() throws Exception {
    try (ClarifaiSite clarifai = new ClarifaiSite(directory)) {
      clarifai.site().write("latin.txt", new byte[] {'a', (byte) 0xE9, 'b'});
      clarifai.site().write("blank.txt", " \r\n\t".getBytes(StandardCharsets.UTF_8));
      clarifai.site().write("none.txt", new byte[0]);
      clarifai.site().folder("input-type: text", SOON);
      Map<String, String> failures = clarifai.site().syncHere(4).failures();
      assertTrue(failures.get("latin.txt").contains("no text in UTF-8, from byte 1 on"));
      assertTrue(failures.get("blank.txt").contains("the text is empty"));
      assertTrue(failures.get("none.txt").contains("the file is empty"));

      byte[] sound = SampleMedia.resource("tone.wav");
      clarifai.site().write("cut.wav", Arrays.copyOf(sound, 2_000));
      clarifai.site().write("named.mp3", "hello".getBytes(StandardCharsets.UTF_8));
      clarifai.site().folder("input-type: audio", SOON);
      failures = clarifai.site().syncHere(4).failures();
      assertTrue(failures.get("cut.wav").contains("the WAV announces"), failures::toString);
      assertTrue(failures.get("named.mp3").contains("no known signature"), failures::toString);
      assertEquals(List.of(), clarifai.server().posts());
    }
  }

  @Test
  void aPictureAboveThePlatformsLimit_hasFailed_withTheLimit_andIsNotSent() throws Exception {
    try (ClarifaiSite clarifai = new ClarifaiSite(directory)) {
      clarifai.site().write("large.png", ImageFiles.png("large", 20_100_000));
      clarifai.site().write("small.png", ImageFiles.png("small", 19_900_000));
      Synced synced = clarifai.site().syncHere(4);
      synced.counts(2, 1, 0);
      assertTrue(synced.failures().get("large.png").contains("limit of 20000000"), synced::shown);
      assertEquals(1, clarifai.posted());
      // Of a folder that no configuration has, too.
      CommandHere.Ended adHoc =
          CommandHere.run(
              directory,
              "sync",
              clarifai.site().inbox().toString(),
              "--target",
              "store",
              "--dataset",
              "other",
              "-n",
              "-c",
              Files.writeString(
                      directory.resolve("targets.yaml"),
                      Files.readString(clarifai.site().configuration())
                          .replaceAll("(?s)folders:.*", "folders: []\n"))
                  .toString());
      assertTrue(adHoc.out().contains("would upload 1 file"), adHoc::out);
      assertTrue(adHoc.out().contains("large.png"), adHoc::out);
      assertEquals(1, clarifai.posted());
    }
  }

  @Test
  void checkSaysWhatTheAppMustBeFor() throws Exception {
    try (ClarifaiSite clarifai = new ClarifaiSite(directory)) {
      clarifai.site().folder("input-type: text");
      CommandHere.Ended check = check(clarifai.site());
      assertEquals(0, check.code(), check::out);
      assertTrue(check.out().contains("Text/Document"), check::out);
      clarifai.site().folder("input-type: image");
      assertFalse(check(clarifai.site()).out().contains("Text/Document"));
    }
  }

  private static CommandHere.Ended check(Site site) throws IOException {
    return CommandHere.run(site.root(), "check", "-c", site.configuration().toString());
  }

  @Test
  void theExampleOfLabels_isAConfigurationThatLoads_andNamesPicturesThatAreThere()
      throws Exception {
    Path example = Path.of("examples/clarifai-labels/sluice.yaml").toAbsolutePath();
    Path key = Files.writeString(directory.resolve("key"), "k\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Environment environment =
        new Environment(
            Map.of("SLUICE_CLARIFAI_KEY", key.toString(), "CLARIFAI_APP_ID", "signs"),
            directory,
            directory);
    SluiceConfig config = ConfigLoader.load(example, environment);
    FolderConfig folder = config.folders().get(0);
    assertTrue(folder.labels());
    assertTrue(Files.isDirectory(folder.path().resolve("stop")), folder.path()::toString);
  }
}
