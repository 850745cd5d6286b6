package io.sluice.upload;

import io.sluice.file.ContentDigest;
import io.sluice.file.FileStat;
import io.sluice.file.RelativePath;
import io.sluice.file.SourceChangedException;
import io.sluice.file.StampedFile;
import io.sluice.item.ContentSuffix;
import io.sluice.item.Item;
import io.sluice.item.ItemLayout;
import io.sluice.item.Origin;
import io.sluice.item.Part;
import io.sluice.item.Source;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is behind an item on this side: local files, as a rule. */
final class LocalParts {
  private LocalParts() {}

  /** The file that an item came from. */
  static RelativePath path(Item item) {
    return ((Origin.FolderUnit) item.origin()).path();
  }

  /** Whether the item is what a sidecar says of another one. */
  static boolean isSidecar(Item item) {
    return item.options().layout() == ItemLayout.SIDECAR;
  }

  /** The files of all its parts, in their order; the first one is {@link #path}. */
  static List<RelativePath> paths(Item item) {
    List<RelativePath> paths = new ArrayList<>(List.of(path(item)));
    for (Part part : item.parts().subList(1, item.parts().size())) {
      StampedFile file = ((Source.LocalFile) part.source()).file();
      paths.add(RelativePath.of(file.root(), file.path()));
    }
    return paths;
  }

  /**
   * The items, each with the name of the directory that its file is in as its label.
   *
   * @param labels whether they are to have one
   */
  static List<Item> labelled(List<Item> items, boolean labels) {
    return labels
        ? items.stream()
            .map(item -> item.withOptions(item.options().labelled(directory(item))))
            .toList()
        : items;
  }

  /** The name of the file's directory, where it has one and that is text. */
  private static Optional<String> directory(Item item) {
    Path directory =
        file(item.parts().get(0)).map(local -> local.file().path().getParent()).orElse(null);
    return directory == null || directory.getParent() == null
        ? Optional.empty()
        : RelativePath.of(directory.getParent(), directory).text().filter(name -> !name.isBlank());
  }

  /**
   * The item with its files stamped as they are at this moment, device and inode included.
   *
   * @throws SourceChangedException when one is not what it was planned as, or gone
   */
  static Item restamped(Item item) throws IOException {
    List<Part> parts = new ArrayList<>();
    for (Part part : item.parts()) {
      if (!(part.source() instanceof Source.LocalFile local)) {
        parts.add(part);
        continue;
      }
      StampedFile planned = local.file();
      FileStat now = look(planned);
      if (!now.isRegularFile() || !now.stamp().sameContentStamp(planned.stamp())) {
        throw SourceChangedException.changed();
      }
      StampedFile fresh = planned.withStamp(now.stamp());
      parts.add(
          new Part(part.slot(), new Source.LocalFile(fresh, local.knownDigest()), part.token()));
    }
    return item.withParts(parts);
  }

  /** Compares the files with the stamps that they were sent under. */
  static void verifyUnchanged(Item item) throws IOException {
    for (Part part : item.parts()) {
      if (part.source() instanceof Source.LocalFile local) {
        local.file().verifyUnchanged();
      }
    }
  }

  /** The item with the digest of what was sent for one of its parts. */
  static Item withDigest(Item item, int place, ContentDigest digest) {
    List<Part> parts = new ArrayList<>(item.parts());
    Part part = parts.get(place);
    if (part.source() instanceof Source.LocalFile local) {
      Source source = new Source.LocalFile(local.file(), Optional.of(digest));
      parts.set(place, new Part(part.slot(), source, part.token()));
    }
    return item.withParts(parts);
  }

  /** The digest of its content; an item of several files has none. */
  static Optional<ContentDigest> knownDigest(Item item) {
    return item.entryParts().size() > 1 ? Optional.empty() : knownDigest(item.parts().get(0));
  }

  static Optional<ContentDigest> knownDigest(Part part) {
    return part.source().knownDigest();
  }

  /** Reads the file for its digest; only a file that is as it was planned has one. */
  static ContentDigest computeDigest(Item item) throws IOException {
    Source source = restamped(item).parts().get(0).source();
    return source instanceof Source.LocalFile local
        ? local.file().digest()
        : source.knownDigest().orElseThrow();
  }

  /** The item, were its name the one with the suffix of {@code content}. */
  static Item renamed(Item item, ContentDigest content) {
    return item.withName(ContentSuffix.named(item.name(), content));
  }

  /** The suffixed file name under which the item is; empty where it has its plain name. */
  static Optional<String> suffixedName(Item item) {
    return knownDigest(item)
        .filter(digest -> ContentSuffix.isIn(item.name(), digest))
        .map(digest -> item.name().fileName());
  }

  private static Optional<Source.LocalFile> file(Part part) {
    return part.source() instanceof Source.LocalFile local ? Optional.of(local) : Optional.empty();
  }

  private static FileStat look(StampedFile file) throws IOException {
    try {
      return FileStat.of(file.path());
    } catch (NoSuchFileException e) {
      throw SourceChangedException.gone(e);
    }
  }
}
