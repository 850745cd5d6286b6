package io.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MediaReaderTest {
  private static final String DARWIN =
      """
      targets:
        d: { type: darwin, api-key-file: key }
      folders:
        - path: /a
          %s
      """;

  @TempDir Path dir;

  private FolderConfig folder(String line) throws Exception {
    ConfigFolder folder = new ConfigFolder(dir);
    folder.write("key", "k\n", "rw-------");
    return folder.load(DARWIN.formatted(line)).folders().get(0);
  }

  @Test
  void readsWhatAVideoFolderSays() throws Exception {
    assertEquals(
        new MediaConfig(
            Optional.of(InputType.VIDEO),
            Optional.of(VideoRate.perSecond(2.5)),
            true,
            Optional.empty()),
        folder("input-type: video\n    fps: 2.5\n    as-frames: true").media());
  }

  @Test
  void readsUnits_whichAreSlotsUnlessSaid() throws Exception {
    assertEquals(Optional.of(ItemMergeMode.SLOTS), folder("unit: directory").media().merge());
    assertEquals(
        Optional.of(ItemMergeMode.CHANNELS),
        folder("unit: directory\n    item-merge-mode: channels").media().merge());
    assertEquals(Optional.empty(), folder("unit: file").media().merge());
  }

  @Test
  void theLargestFileFollowsTheTarget() throws Exception {
    assertEquals(MediaConfig.LARGEST_FILE_BYTES, folder("unit: file").maxSizeBytes());
  }

  @Test
  void whatIsRead_canBeWrittenAndReadAgain() throws Exception {
    ConfigFolder folder = new ConfigFolder(dir);
    folder.write("key", "k\n", "rw-------");
    for (String line :
        List.of(
            "unit: directory\n    item-merge-mode: channels",
            "unit: directory\n    item-merge-mode: series",
            "input-type: video\n    fps: 2.5\n    as-frames: true")) {
      SluiceConfig config = folder.load(DARWIN.formatted(line));
      assertEquals(config.folders(), folder.load(ConfigText.render(config)).folders());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "item-merge-mode: channels; item-merge-mode: is for unit: directory",
        "unit: directory, as-frames: true; as-frames: excludes unit: directory",
        "item-merge-mode: series; item-merge-mode: is for unit: directory",
        "unit: directory, item-merge-mode: volume; item-merge-mode: must be slots, channels or series",
        "unit: directory, item-merge-mode: series, on-conflict: rename; on-conflict: is not for unit: directory",
        "unit: directory, preserve-folders: true; preserve-folders: is not for unit: directory",
        "unit: directory, on-change: rename; on-change: is not for unit: directory",
        "input-type: audio; input-type: is not for target d, which takes images and videos",
        "input-type: text; input-type: is not for target d, which takes images and videos",
        "input-type: sound; input-type: must be image, text, video or audio",
        "fps: 0; fps: must be native",
        "fps: 5fps; fps: must be native"
      })
  void refusesWhatDoesNotFit(String keys, String problem) {
    String folder =
        "targets: { d: { type: darwin, api-key-file: key } }\nfolders: [{path: /a, %s}]";
    ConfigFolder here = new ConfigFolder(dir);
    here.write("key", "k\n", "rw-------");
    String all = String.join("\n", here.problems(folder.formatted(keys)));
    assertEquals(true, all.contains(problem), all);
  }

  @ParameterizedTest
  @CsvSource({"input-type: video", "fps: 5", "as-frames: true", "unit: directory"})
  void refusesWhatTheTargetHasNoUseFor(String key) {
    String all =
        String.join(
            "\n", new ConfigFolder(dir).problems("folders: [{ path: /a, %s }]".formatted(key)));
    String name = key.substring(0, key.indexOf(':'));
    assertEquals(true, all.contains(name + ": is not for target local"), all);
  }
}
