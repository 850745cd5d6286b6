package io.sluice.target.darwin;

import io.sluice.item.FrameRate;
import io.sluice.item.Item;
import io.sluice.item.ItemLayout;
import io.sluice.item.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Wire: what a registration says of an item. Pure. */
final class ItemPayload {
  private static final int LAYOUT_VERSION = 3;

  private ItemPayload() {}

  /** A registration of what is asked for. */
  static Map<String, Object> registration(String datasetSlug, List<RegistrationStep.Ask> asked) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("dataset_slug", datasetSlug);
    body.put("items", asked.stream().map(ask -> of(ask.item(), ask.parts())).toList());
    body.put("options", Map.of("handle_as_slices", false));
    return body;
  }

  /**
   * The item with some of its slots, or all.
   *
   * @param asked those slots; the layout is of all of them
   */
  static Map<String, Object> of(Item item, List<Part> asked) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", item.name().fileName());
    body.put("path", item.name().directory());
    List<String> slots = item.parts().stream().map(part -> SlotNames.slot(item, part)).toList();
    switch (item.options().layout()) {
      case PLAIN, SERIES -> {}
      case SLOTS -> body.put("layout", layout(SlotGrid.sideBySide(slots)));
      case CHANNELS -> body.put("layout", layout(SlotGrid.onTop(slots)));
      case ANNOTATED, SIDECAR ->
          throw new IllegalArgumentException("this platform has no sidecars: " + item.name());
    }
    List<Map<String, Object>> described = new ArrayList<>();
    asked.forEach(part -> described.add(slot(item, part)));
    body.put("slots", described);
    return body;
  }

  private static Map<String, Object> layout(List<List<List<String>>> grid) {
    Map<String, Object> layout = new LinkedHashMap<>();
    layout.put("version", LAYOUT_VERSION);
    layout.put("slots_grid", grid);
    return layout;
  }

  private static Map<String, Object> slot(Item item, Part part) {
    Map<String, Object> slot = new LinkedHashMap<>();
    slot.put("slot_name", SlotNames.slot(item, part));
    slot.put("file_name", SlotNames.file(item, part));
    // Slices are no frames: the platform's own client says none of a volume either.
    boolean moves = item.options().layout() != ItemLayout.SERIES;
    FrameRate rate = moves ? item.options().frameRate() : new FrameRate.Unstated();
    if (rate instanceof FrameRate.Native) {
      slot.put("fps", "native");
    } else if (rate instanceof FrameRate.PerSecond number) {
      slot.put("fps", number(number.framesPerSecond()));
    }
    if (item.options().asFrames()) {
      slot.put("as_frames", true);
    }
    return slot;
  }

  /** A whole number without a fraction, since some read only that. */
  private static Number number(double value) {
    if (value == Math.rint(value) && value < Integer.MAX_VALUE) {
      return (int) value;
    }
    return value;
  }
}
