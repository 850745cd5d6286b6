package io.sluice.target.clarifai;

import io.sluice.item.Item;
import io.sluice.item.Source;
import java.util.Set;

/** What tells whether an input is an item's own: directory and file name, or its content. Pure. */
final class KnownBy {
  private static final Set<String> HASHES = Set.of(InputRecord.SHA256, InputRecord.URL_SHA256);

  private KnownBy() {}

  /** Whether it has an id by itself, so that the content tells whose an input of that id is. */
  static boolean isContent(Item item) {
    return item.options().details().id().isPresent() || !isFile(item);
  }

  /** Whether its bytes are those of a file. */
  static boolean isFile(Item item) {
    return item.parts().get(0).source() instanceof Source.LocalFile;
  }

  /**
   * The keys of metadata that an input is known by, and that are nobody else's.
   *
   * @param byContent whether it is known by its content
   */
  static Set<String> keys(boolean byContent) {
    return byContent
        ? HASHES
        : Set.of(
            InputRecord.SHA256,
            InputRecord.URL_SHA256,
            InputRecord.FILE_NAME,
            InputRecord.DIRECTORY,
            InputRecord.DATASET,
            InputRecord.SIZE);
  }
}
