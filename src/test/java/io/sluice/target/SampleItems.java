package io.sluice.target;

import io.sluice.file.ContentDigest;
import io.sluice.file.FileStat;
import io.sluice.file.RelativePath;
import io.sluice.file.StampedFile;
import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.item.Origin;
import io.sluice.item.Part;
import io.sluice.item.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Makes small image files on disk, and the items that stand for them. */
public final class SampleItems {
  private static final byte[] PIXEL =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5Er"
                  + "kJggg==");

  private final Path folder;
  private final Target target;
  private final Dataset dataset;
  private int made;

  public SampleItems(Path folder, Target target, Dataset dataset) {
    this.folder = folder;
    this.target = target;
    this.dataset = dataset;
  }

  /** A new file with content of its own, named as asked at the platform. */
  public Item create(String directory, String fileName) {
    made++;
    byte[] tail = ("file " + made).getBytes(StandardCharsets.UTF_8);
    byte[] content = new byte[PIXEL.length + tail.length];
    System.arraycopy(PIXEL, 0, content, 0, PIXEL.length);
    System.arraycopy(tail, 0, content, PIXEL.length, tail.length);
    return create(directory, fileName, content);
  }

  /** A new file with that content. */
  public Item create(String directory, String fileName, byte[] content) {
    try {
      Path file = Files.createTempFile(folder, "sample", ".bin");
      Files.write(file, content);
      StampedFile stamped = new StampedFile(file, FileStat.of(file).stamp());
      Part part = new Part(Part.ONLY_SLOT, new Source.LocalFile(stamped, Optional.empty()), "");
      return new Item(
          made,
          new Origin.FolderUnit(1, RelativePath.of(folder, file)),
          target.name(new DraftName(dataset.id(), directory, fileName)),
          ItemState.PLANNED,
          0,
          List.of(part));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InvalidNameException e) {
      throw new IllegalArgumentException(fileName, e);
    }
  }

  /** Another item for the same name and file. */
  public Item again(Item item) {
    made++;
    return new Item(made, item.origin(), item.name(), item.state(), 0, item.parts());
  }

  /** Where the item's file is. */
  public Path path(Item item) {
    return ((Source.LocalFile) item.parts().get(0).source()).file().path();
  }

  /** The SHA-256 of the item's file. */
  public ContentDigest digest(Item item) throws IOException {
    return ((Source.LocalFile) item.parts().get(0).source()).file().digest();
  }
}
