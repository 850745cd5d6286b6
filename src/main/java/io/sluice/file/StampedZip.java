package io.sluice.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/**
 * A ZIP of files, stored as they are, that is on no disk: it is put together while it is read. The
 * same files in the same order give the same bytes, whenever and wherever.
 *
 * @param entries the files, in their order
 */
public record StampedZip(List<Entry> entries) implements StampedBytes {
  public StampedZip {
    entries = List.copyOf(entries);
    measure(entries)
        .excess()
        .ifPresent(
            words -> {
              throw new IllegalArgumentException("no zip can have " + words);
            });
  }

  /**
   * A file in it.
   *
   * @param name what it is called there
   * @param crc32 of its content, which stands before that
   */
  public record Entry(String name, StampedFile file, long crc32) {
    public Entry {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(file, "file");
    }
  }

  @Override
  public long sizeBytes() {
    return measure(entries).bytes();
  }

  /** Each file is opened when its turn comes; one that has another checksum then has changed. */
  @Override
  public InputStream open() throws IOException {
    return new ZipStream(entries);
  }

  @Override
  public void verifyUnchanged() throws IOException {
    for (Entry entry : entries) {
      entry.file().verifyUnchanged();
    }
  }

  static ZipMeasure measure(List<Entry> entries) {
    ZipMeasure measure = ZipMeasure.EMPTY;
    for (Entry entry : entries) {
      measure = measure.plus(entry.name(), entry.file().sizeBytes());
    }
    return measure;
  }
}
