package io.sluice.target.darwin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import io.sluice.file.StampedFile;
import io.sluice.item.FrameRate;
import io.sluice.item.Item;
import io.sluice.item.ItemLayout;
import io.sluice.item.ItemOptions;
import io.sluice.item.ItemState;
import io.sluice.item.Origin;
import io.sluice.item.Part;
import io.sluice.item.RemoteName;
import io.sluice.item.Source;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What a registration says of an item. */
class ItemPayloadTest {
  private static final JsonMapper JSON = new JsonMapper();

  private static Item item(String name, ItemOptions options, String... files) {
    List<Part> parts = new ArrayList<>();
    for (String file : files) {
      FileStamp stamp = new FileStamp(5, Instant.EPOCH, Instant.EPOCH, "");
      StampedFile stamped = new StampedFile(Path.of("/in", file), stamp);
      parts.add(
          new Part(
              Integer.toString(parts.size()), new Source.LocalFile(stamped, Optional.empty()), ""));
    }
    return new Item(
        1,
        new Origin.FolderUnit(1, new RelativePath("x")),
        new RemoteName("4711", "/cam1", name),
        ItemState.PLANNED,
        0,
        parts,
        options);
  }

  private static ItemOptions options(FrameRate rate, boolean asFrames, ItemLayout layout) {
    return new ItemOptions(rate, asFrames, layout);
  }

  private static void assertPayload(String expected, Item item) {
    assertEquals(
        JSON.readTree(expected),
        JSON.readTree(JSON.writeValueAsBytes(ItemPayload.of(item, item.parts()))));
  }

  @Test
  void plainFileSaysNoMoreThanItsName_thatItIsToHave() {
    assertPayload(
        """
        {"name":"a~12345678.png","path":"/cam1",
         "slots":[{"slot_name":"0","file_name":"a~12345678.png"}]}
        """,
        item("a~12345678.png", ItemOptions.NONE, "a.png"));
  }

  @Test
  void videoSaysHowItsFramesAreTaken() {
    assertPayload(
        """
        {"name":"a.mp4","path":"/cam1",
         "slots":[{"slot_name":"0","file_name":"a.mp4","fps":5,"as_frames":true}]}
        """,
        item("a.mp4", options(new FrameRate.PerSecond(5), true, ItemLayout.PLAIN), "a.mp4"));
    assertPayload(
        """
        {"name":"a.mp4","path":"/cam1",
         "slots":[{"slot_name":"0","file_name":"a.mp4","fps":12.5}]}
        """,
        item("a.mp4", options(new FrameRate.PerSecond(12.5), false, ItemLayout.PLAIN), "a.mp4"));
    assertPayload(
        """
        {"name":"a.mp4","path":"/cam1",
         "slots":[{"slot_name":"0","file_name":"a.mp4","fps":"native"}]}
        """,
        item("a.mp4", options(new FrameRate.Native(), false, ItemLayout.PLAIN), "a.mp4"));
  }

  @Test
  void filesSideBySideHaveNumberedSlots() {
    assertPayload(
        """
        {"name":"rig","path":"/cam1",
         "layout":{"version":3,"slots_grid":[[["0"]],[["1"]]]},
         "slots":[{"slot_name":"0","file_name":"front.jpg"},
                  {"slot_name":"1","file_name":"left.jpg"}]}
        """,
        item(
            "rig",
            options(new FrameRate.Unstated(), false, ItemLayout.SLOTS),
            "rig/front.jpg",
            "rig/left.jpg"));
  }

  @Test
  void channelsAreCalledAsTheirFilesAre() {
    assertPayload(
        """
        {"name":"plate","path":"/cam1",
         "layout":{"version":3,"slots_grid":[[["dapi.tif","gfp.tif"]]]},
         "slots":[{"slot_name":"dapi.tif","file_name":"dapi.tif"},
                  {"slot_name":"gfp.tif","file_name":"gfp.tif"}]}
        """,
        item(
            "plate",
            options(new FrameRate.Unstated(), false, ItemLayout.CHANNELS),
            "plate/dapi.tif",
            "plate/gfp.tif"));
  }

  @Test
  void aVolumeIsOneSlot_whoseFileIsCalledAsItsDirectory() {
    Item slices =
        item(
            "ct-88",
            options(new FrameRate.Unstated(), false, ItemLayout.SERIES),
            "ct-88/1.dcm",
            "ct-88/2.dcm");
    List<Source.LocalFile> files =
        slices.parts().stream().map(part -> (Source.LocalFile) part.source()).toList();
    assertPayload(
        """
        {"name":"ct-88","path":"/cam1",
         "slots":[{"slot_name":"0","file_name":"ct-88.dcm"}]}
        """,
        slices.withParts(List.of(new Part("0", Source.StoredZip.of(files), ""))));
  }

  @Test
  void registrationSaysWhichDataset() {
    Item plain = item("a", ItemOptions.NONE, "a");
    String body =
        JSON.writeValueAsString(
            ItemPayload.registration(
                "signs", List.of(new RegistrationStep.Ask(plain, UploadIds.none(plain)))));
    assertEquals("signs", JSON.readTree(body).path("dataset_slug").asString());
    assertEquals("{\"handle_as_slices\":false}", JSON.readTree(body).path("options").toString());
  }
}
