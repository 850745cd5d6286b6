package io.sluice.target.darwin;

import io.sluice.file.FileStat;
import io.sluice.file.RelativePath;
import io.sluice.file.StampedFile;
import io.sluice.item.FrameRate;
import io.sluice.item.Item;
import io.sluice.item.ItemLayout;
import io.sluice.item.ItemOptions;
import io.sluice.item.Part;
import io.sluice.item.Source;
import io.sluice.target.SampleItems;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes items of several files.
 *
 * @param folder where their files are put
 * @param items makes items
 */
record Rig(Path folder, SampleItems items) {
  /**
   * An item of files that each say where they are.
   *
   * @param files below a directory of the item's name; {@code %FF} is that byte
   */
  Item of(String name, ItemLayout layout, String... files) throws Exception {
    List<Part> parts = new ArrayList<>();
    for (String each : files) {
      Path file = new RelativePath(name + "/" + each).in(folder.toAbsolutePath());
      Files.createDirectories(file.getParent());
      Files.writeString(file, "bytes of " + each, StandardCharsets.UTF_8);
      StampedFile stamped = new StampedFile(file, FileStat.of(file).stamp());
      parts.add(
          new Part(
              Integer.toString(parts.size()), new Source.LocalFile(stamped, Optional.empty()), ""));
    }
    Item plain = items.create("/", name);
    return new Item(
        plain.id(),
        plain.origin(),
        plain.name(),
        plain.state(),
        0,
        parts,
        new ItemOptions(new FrameRate.Unstated(), false, layout));
  }
}
