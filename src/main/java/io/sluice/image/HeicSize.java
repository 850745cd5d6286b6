package io.sluice.image;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the size of a HEIC's primary picture among the properties of its index.
 *
 * <p>A phone's picture is a grid of tiles, each with a size of its own, so that the first size met
 * is that of a tile.
 */
final class HeicSize {

  private static final int FULL_BOX = 4;

  /** Associations looked at; a picture of 1,000 tiles has a few thousand. */
  private static final int MOST_ASSOCIATIONS = 200_000;

  private final BoundedReader in;

  HeicSize(BoundedReader in) {
    this.in = in;
  }

  Optional<ImageSize> read() throws IOException {
    Optional<IsoBox> meta = IsoBox.walk(in, 0, in.size()).first("meta");
    if (meta.isEmpty()) {
      return Optional.empty();
    }
    IsoBox.Walk index = IsoBox.walk(in, meta.get().body() + FULL_BOX, meta.get().end());
    Optional<IsoBox> properties = index.first("iprp");
    if (properties.isEmpty()) {
      return Optional.empty();
    }
    IsoBox.Walk parts = IsoBox.walk(in, properties.get().body(), properties.get().end());
    Optional<IsoBox> list = parts.first("ipco");
    if (list.isEmpty()) {
      return Optional.empty();
    }
    List<IsoBox> all = IsoBox.walk(in, list.get().body(), list.get().end()).boxes();
    Optional<IsoBox> pitm = index.first("pitm");
    Set<Integer> own = pitm.isPresent() ? associated(parts.boxes(), primary(pitm.get())) : Set.of();
    Optional<ImageSize> size = ownSize(all, own);
    return size.isPresent() ? size : largest(all);
  }

  private long primary(IsoBox pitm) throws IOException {
    boolean wide = in.u8(pitm.body()) > 0;
    return in.number(pitm.body() + FULL_BOX, wide ? 4 : 2, BIG_ENDIAN);
  }

  /** Returns the numbers, from 1, of the properties that belong to an item. */
  private Set<Integer> associated(List<IsoBox> boxes, long item) throws IOException {
    for (IsoBox box : boxes) {
      if (box.type().equals("ipma")) {
        Set<Integer> own = associated(box, item);
        if (!own.isEmpty()) {
          return own;
        }
      }
    }
    return Set.of();
  }

  private Set<Integer> associated(IsoBox ipma, long item) throws IOException {
    int idBytes = in.u8(ipma.body()) == 0 ? 2 : 4;
    int indexBytes = (in.u8(ipma.body() + 3) & 1) == 0 ? 1 : 2;
    long items = Math.min(in.u32(ipma.body() + 4, BIG_ENDIAN), MOST_ASSOCIATIONS);
    long position = ipma.body() + 8;
    for (long i = 0; i < items && position < ipma.end(); i++) {
      long id = in.number(position, idBytes, BIG_ENDIAN);
      int count = in.u8(position + idBytes);
      position += idBytes + 1;
      if (id == item) {
        return numbers(position, count, indexBytes);
      }
      position += (long) count * indexBytes;
    }
    return Set.of();
  }

  private Set<Integer> numbers(long position, int count, int bytes) throws IOException {
    Set<Integer> numbers = new HashSet<>();
    for (int i = 0; i < count; i++) {
      long value = in.number(position + (long) i * bytes, bytes, BIG_ENDIAN);
      // The highest bit only says that a reader must understand the property.
      numbers.add((int) (value & (bytes == 1 ? 0x7F : 0x7FFF)));
    }
    return numbers;
  }

  private Optional<ImageSize> ownSize(List<IsoBox> all, Set<Integer> own) throws IOException {
    Optional<ImageSize> size = Optional.empty();
    boolean turned = false;
    for (int number = 1; number <= all.size(); number++) {
      IsoBox property = all.get(number - 1);
      if (own.contains(number) && property.type().equals("ispe")) {
        size = size(property);
      } else if (own.contains(number) && property.type().equals("irot")) {
        turned = (in.u8(property.body()) & 1) == 1;
      }
    }
    return turned ? size.map(ImageSize::turned) : size;
  }

  private Optional<ImageSize> largest(List<IsoBox> all) throws IOException {
    Optional<ImageSize> largest = Optional.empty();
    for (IsoBox property : all) {
      if (property.type().equals("ispe")) {
        Optional<ImageSize> size = size(property);
        boolean larger =
            size.isPresent() && (largest.isEmpty() || size.get().pixels() > largest.get().pixels());
        largest = larger ? size : largest;
      }
    }
    return largest;
  }

  private Optional<ImageSize> size(IsoBox ispe) throws IOException {
    long width = in.u32(ispe.body() + FULL_BOX, BIG_ENDIAN);
    long height = in.u32(ispe.body() + FULL_BOX + 4, BIG_ENDIAN);
    return ImageSize.of(width, height);
  }
}
