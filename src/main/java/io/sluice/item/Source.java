package io.sluice.item;

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
public sealed interface Source permits Source.LocalFile, Source.StoredZip {
  /** Bytes to be sent, where that is known beforehand. */
  long sizeBytes();

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
