package io.sluice.upload;

import io.sluice.file.ContentDigest;
import io.sluice.file.FileStat;
import io.sluice.file.FileSums;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    for (Source.LocalFile local : files(item).stream().skip(1).toList()) {
      paths.add(RelativePath.of(local.file().root(), local.file().path()));
    }
    return paths;
  }

  /** As {@link #paths}, with what they are; a zip has several. */
  static List<Source.LocalFile> files(Item item) {
    return item.ownParts().stream().flatMap(part -> files(part.source()).stream()).toList();
  }

  private static List<Source.LocalFile> files(Source source) {
    if (source instanceof Source.StoredZip zip) {
      return zip.entries().stream().map(Source.StoredZip.Entry::file).toList();
    }
    return source instanceof Source.LocalFile local ? List.of(local) : List.of();
  }

  /** Bytes of each file that an item tells the end of, in the order of {@link #paths}. */
  static List<Long> sizes(Item item) {
    return item.entryParts().stream().flatMap(part -> sizes(part.source()).stream()).toList();
  }

  private static List<Long> sizes(Source source) {
    return source instanceof Source.StoredZip
        ? files(source).stream().map(Source.LocalFile::sizeBytes).toList()
        : List.of(source.sizeBytes());
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
        files(item).stream().findFirst().map(file -> file.file().path().getParent()).orElse(null);
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
    for (Part part : item.ownParts()) {
      parts.add(new Part(part.slot(), restamped(part.source()), part.token()));
    }
    item.subject().ifPresent(parts::add);
    return item.withParts(parts);
  }

  private static Source restamped(Source source) throws IOException {
    if (source instanceof Source.LocalFile local) {
      return restamped(local);
    }
    if (!(source instanceof Source.StoredZip zip)) {
      return source;
    }
    List<Source.StoredZip.Entry> entries = new ArrayList<>();
    for (Source.StoredZip.Entry entry : zip.entries()) {
      entries.add(new Source.StoredZip.Entry(entry.name(), restamped(entry.file()), entry.crc32()));
    }
    return new Source.StoredZip(entries);
  }

  private static Source.LocalFile restamped(Source.LocalFile local) throws IOException {
    StampedFile planned = local.file();
    FileStat now = look(planned);
    if (!now.isRegularFile() || !now.stamp().sameContentStamp(planned.stamp())) {
      throw SourceChangedException.changed();
    }
    return new Source.LocalFile(planned.withStamp(now.stamp()), local.knownDigest());
  }

  /** Compares the files with the stamps that they were sent under. */
  static void verifyUnchanged(Item item) throws IOException {
    for (Source.LocalFile local : files(item)) {
      local.file().verifyUnchanged();
    }
  }

  /**
   * The item with what stands before the bytes of one of its parts: a zip has the checksum of each
   * file before the file. Others are as they were.
   *
   * @throws SourceChangedException when a file is not what it was stamped as
   */
  static Item readAhead(Item item, int place) throws IOException {
    Part part = item.parts().get(place);
    return part.source() instanceof Source.StoredZip zip
        ? withSource(item, place, readAhead(zip))
        : item;
  }

  private static Source.StoredZip readAhead(Source.StoredZip zip) throws IOException {
    List<Source.StoredZip.Entry> read = new ArrayList<>();
    for (Source.StoredZip.Entry entry : zip.entries()) {
      FileSums sums = entry.file().file().sums();
      if (entry.file().knownDigest().filter(known -> !known.equals(sums.sha256())).isPresent()) {
        throw SourceChangedException.changed();
      }
      read.add(entry.read(sums));
    }
    return new Source.StoredZip(read);
  }

  /**
   * The item with the digest of what was sent for one of its parts; a zip has those of its files.
   */
  static Item withDigest(Item item, int place, ContentDigest digest) {
    return item.parts().get(place).source() instanceof Source.LocalFile local
        ? withSource(item, place, new Source.LocalFile(local.file(), Optional.of(digest)))
        : item;
  }

  private static Item withSource(Item item, int place, Source source) {
    List<Part> parts = new ArrayList<>(item.parts());
    Part part = parts.get(place);
    parts.set(place, new Part(part.slot(), source, part.token()));
    return item.withParts(parts);
  }

  /** The digests of what was sent, by the slots of the ledger: each file of a zip has its own. */
  static Map<String, Optional<ContentDigest>> digests(Item item) {
    Map<String, Optional<ContentDigest>> digests = new LinkedHashMap<>();
    for (Part part : item.parts()) {
      if (part.source() instanceof Source.StoredZip) {
        for (Source.LocalFile file : files(part.source())) {
          digests.put(Integer.toString(digests.size()), file.knownDigest());
        }
      } else {
        digests.put(part.slot(), knownDigest(part));
      }
    }
    return digests;
  }

  /** The digest of its content; an item of several files has none. */
  static Optional<ContentDigest> knownDigest(Item item) {
    return item.entryParts().size() > 1 ? Optional.empty() : knownDigest(item.parts().get(0));
  }

  /** That of its file; a zip has none before it is sent. */
  static Optional<ContentDigest> knownDigest(Part part) {
    return part.source().knownDigest();
  }

  /** Reads its first part for the digest; only what is as it was planned has one. */
  static ContentDigest computeDigest(Item item) throws IOException {
    Source source = readAhead(restamped(item), 0).parts().get(0).source();
    if (source instanceof Source.StoredZip zip) {
      return zip.stamped().digest();
    }
    return source instanceof Source.LocalFile local
        ? local.file().digest()
        : source.knownDigest().orElseThrow();
  }

  /** The item, were its name the one with the suffix of {@code content}. */
  static Item renamed(Item item, ContentDigest content) {
    return item.withName(ContentSuffix.named(item.name(), content));
  }

  /** The suffixed file name, or id, under which the item is; empty where it has its plain one. */
  static Optional<String> suffixedName(Item item) {
    return knownDigest(item)
        .filter(digest -> ContentSuffix.isIn(item.name(), digest))
        .map(digest -> item.options().givenId().orElse(item.name().fileName()));
  }

  private static FileStat look(StampedFile file) throws IOException {
    try {
      return FileStat.of(file.path());
    } catch (NoSuchFileException e) {
      throw SourceChangedException.gone(e);
    }
  }
}
