package io.sluice.file;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How long a ZIP is whose entries are stored as they are: it follows from their names and sizes
 * alone, so it is known before anything is read.
 *
 * @param entries how many there are, 0 or more
 * @param contentBytes of the entries, each behind its header; where the directory begins
 * @param directoryBytes of the directory, without the record that ends the ZIP
 */
public record ZipMeasure(long entries, long contentBytes, long directoryBytes) {
  /** A ZIP without entries. */
  public static final ZipMeasure EMPTY = new ZipMeasure(0, 0, 0);

  /** One more would be told by an extension (ZIP64) that not every reader knows. */
  public static final int MOST_ENTRIES = 0xFFFE;

  /** As {@link #MOST_ENTRIES}, in bytes. */
  public static final long MOST_BYTES = 0xFFFF_FFFEL;

  public ZipMeasure {
    if (entries < 0 || contentBytes < 0 || directoryBytes < 0) {
      throw new IllegalArgumentException(
          "a zip has no negative length: " + entries + " " + contentBytes + " " + directoryBytes);
    }
  }

  /** With one entry more. */
  public ZipMeasure plus(String name, long sizeBytes) {
    long nameBytes = name.getBytes(StandardCharsets.UTF_8).length;
    return new ZipMeasure(
        entries + 1,
        contentBytes + ZipRecords.HEADER_BYTES + nameBytes + sizeBytes,
        directoryBytes + ZipRecords.LISTED_BYTES + nameBytes);
  }

  /** The length of the whole, in bytes. */
  public long bytes() {
    return contentBytes + directoryBytes + ZipRecords.END_BYTES;
  }

  /** Why there can be no such ZIP, in words for people; empty where there can. */
  public Optional<String> excess() {
    if (entries > MOST_ENTRIES) {
      return Optional.of("%d files, and a zip takes %d".formatted(entries, MOST_ENTRIES));
    }
    return bytes() > MOST_BYTES
        ? Optional.of("%d bytes as one zip, which takes %d (4 GiB)".formatted(bytes(), MOST_BYTES))
        : Optional.empty();
  }
}
