package io.sluice.item;

import com.google.common.base.Utf8;
import io.sluice.file.ContentDigest;
import io.sluice.file.FileSums;
import io.sluice.file.RelativePath;
import io.sluice.file.StampedFile;
import io.sluice.file.StampedZip;
import io.sluice.file.ZipMeasure;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** Where the bytes of a part come from. */
public sealed interface Source {
  /** Bytes to be sent, where that is known beforehand. */
  long sizeBytes();

  /** What it is known by; empty for a file that has not been read. */
  Optional<ContentDigest> knownDigest();

  /**
   * A file of this machine.
   *
   * @param file where it is, and what it must still be when it is read
   * @param knownDigest its SHA-256, or empty while it has not been read; a record component only
   *     because a value without it would be another type for a moment
   */
  record LocalFile(StampedFile file, Optional<ContentDigest> knownDigest) implements Source {
    public LocalFile {
      Objects.requireNonNull(file, "file");
      Objects.requireNonNull(knownDigest, "knownDigest");
    }

    @Override
    public long sizeBytes() {
      return file.sizeBytes();
    }
  }

  /**
   * Something on the web, which the platform fetches for itself.
   *
   * @param address {@code http} or {@code https}; may hold a secret, and is not to be shown
   * @param kind what is there
   */
  record Url(String address, InputKind kind) implements Source {
    public Url {
      Objects.requireNonNull(kind, "kind");
      if (address.isBlank()) {
        throw new IllegalArgumentException("a URL must not be blank");
      }
    }

    /** No byte of it goes through this machine. */
    @Override
    public long sizeBytes() {
      return 0;
    }

    /** Of the URL: what is there is not known. */
    @Override
    public Optional<ContentDigest> knownDigest() {
      return Optional.of(ContentDigest.ofText(address));
    }

    @Override
    public String toString() {
      return "Url[" + kind + "]";
    }
  }

  /**
   * A text that is in no file.
   *
   * @param content not blank
   */
  record Text(String content) implements Source {
    public Text {
      if (content.isBlank()) {
        throw new IllegalArgumentException("a text must not be blank");
      }
    }

    /** In UTF-8. */
    @Override
    public long sizeBytes() {
      return Utf8.encodedLength(content);
    }

    /** Of its bytes in UTF-8. */
    @Override
    public Optional<ContentDigest> knownDigest() {
      return Optional.of(ContentDigest.ofText(content));
    }

    @Override
    public String toString() {
      return "Text[" + content.length() + " characters]";
    }
  }

  /**
   * Files of this machine as one ZIP, stored as they are, which is on no disk: it is put together
   * while it is sent.
   *
   * @param entries the files, in their order
   */
  record StoredZip(List<Entry> entries) implements Source {
    public StoredZip {
      entries = List.copyOf(entries);
    }

    /**
     * A file in it.
     *
     * @param name what it is called there
     * @param file where it is; its digest is of the file, as that of any other
     * @param crc32 of its content, or empty while it has not been read; a component for the same
     *     reason as the digest is
     */
    public record Entry(String name, LocalFile file, OptionalLong crc32) {
      public Entry {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(crc32, "crc32");
      }

      /** The same with what was read of it. */
      public Entry read(FileSums sums) {
        return new Entry(
            name,
            new LocalFile(file.file(), Optional.of(sums.sha256())),
            OptionalLong.of(sums.crc32()));
      }
    }

    /** A ZIP of files that have not been read, each called there as it is. */
    public static StoredZip of(List<LocalFile> files) {
      return new StoredZip(
          files.stream()
              .map(
                  file ->
                      new Entry(
                          entryName(RelativePath.of(file.file().root(), file.file().path())),
                          file,
                          OptionalLong.empty()))
              .toList());
    }

    /** What a file is called in it: safe text, whatever its name is. */
    public static String entryName(RelativePath path) {
      return path.fileName().display();
    }

    /** That of its files is known, once they were read; that of the whole is not kept. */
    @Override
    public Optional<ContentDigest> knownDigest() {
      return Optional.empty();
    }

    /** Follows from the names and sizes of the files. */
    @Override
    public long sizeBytes() {
      ZipMeasure measure = ZipMeasure.EMPTY;
      for (Entry entry : entries) {
        measure = measure.plus(entry.name(), entry.file().sizeBytes());
      }
      return measure.bytes();
    }

    /**
     * Its bytes.
     *
     * @throws IllegalStateException when one of the files has not been read
     */
    public StampedZip stamped() {
      return new StampedZip(
          entries.stream()
              .map(
                  entry ->
                      new StampedZip.Entry(
                          entry.name(),
                          entry.file().file(),
                          entry
                              .crc32()
                              .orElseThrow(
                                  () -> new IllegalStateException("never read: " + entry.name()))))
              .toList());
    }
  }
}
