package io.sluice.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * A file that must be read exactly as it was stamped, or not at all.
 *
 * <p>The stamp is compared before the file is opened and whenever {@link #verifyUnchanged()} is
 * called; the caller does so after the last byte and before anything makes that byte count. A
 * change between two looks that leaves size, both times and the inode as they were is not seen.
 *
 * <p>No symbolic link below the folder is followed when it is opened, not even one that takes the
 * place of a directory at that very moment; see {@link FolderFile}.
 *
 * @param root the folder that it must be in, which may itself be reached by a symbolic link
 * @param path where the file is, below {@code root}
 * @param stamp what it must still be
 */
public record StampedFile(Path root, Path path, FileStamp stamp) implements StampedBytes {
  public StampedFile {
    if (!path.startsWith(root) || path.equals(root)) {
      throw new IllegalArgumentException("not below the folder " + root + ": " + path);
    }
    Objects.requireNonNull(stamp, "stamp");
  }

  /** A file whose own directory is all that is known of its folder. */
  public StampedFile(Path path, FileStamp stamp) {
    this(
        Objects.requireNonNull(path.toAbsolutePath().getParent(), "parent"),
        path.toAbsolutePath(),
        stamp);
  }

  /** This file with the stamp that it has now. */
  public StampedFile withStamp(FileStamp now) {
    return new StampedFile(root, path, now);
  }

  /** Length in bytes, by the stamp. */
  @Override
  public long sizeBytes() {
    return stamp.sizeBytes();
  }

  /**
   * Compares the file with its stamp.
   *
   * @throws SourceChangedException when it is gone, no regular file any more, or changed
   * @throws IOException when the file system does not answer
   */
  @Override
  public void verifyUnchanged() throws IOException {
    FileStat now = look();
    if (!now.isRegularFile() || !now.stamp().equals(stamp)) {
      throw SourceChangedException.changed();
    }
  }

  /**
   * Opens the file for one sequential read. The stream ends after exactly {@link #sizeBytes()}
   * bytes, and fails rather than deliver fewer.
   *
   * @throws SourceChangedException when the file no longer matches its stamp
   */
  @Override
  public InputStream open() throws IOException {
    FileChannel channel = openChannel();
    return new ExactLengthStream(Channels.newInputStream(channel), stamp.sizeBytes());
  }

  /** As {@link #open()}, for callers that read at positions. */
  public FileChannel openChannel() throws IOException {
    verifyUnchanged();
    try {
      return PatientOpen.open(() -> FolderFile.open(root, path));
    } catch (NoSuchFileException e) {
      throw SourceChangedException.gone(e);
    } catch (FileSystemException e) {
      if (FolderFile.isLinkInTheWay(e)) {
        throw SourceChangedException.changed();
      }
      throw e;
    }
  }

  /** Reads the file once, and tells what {@link #digest()} tells and its CRC-32. */
  public FileSums sums() throws IOException {
    CRC32 crc = new CRC32();
    ContentDigest digest;
    try (InputStream in = new CheckedInputStream(open(), crc)) {
      digest = ContentDigest.ofRest(in);
    }
    verifyUnchanged();
    return new FileSums(digest, crc.getValue());
  }

  private FileStat look() throws IOException {
    try {
      return FileStat.of(path);
    } catch (NoSuchFileException e) {
      throw SourceChangedException.gone(e);
    }
  }

  /** Delivers exactly as many bytes as were promised, or fails. */
  private static final class ExactLengthStream extends FilterInputStream {
    private long left;

    ExactLengthStream(InputStream in, long length) {
      super(in);
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int n = super.read(buffer, offset, (int) Math.min(length, left));
      if (n < 0) {
        throw SourceChangedException.changed();
      }
      left -= n;
      return n;
    }

    @Override
    public long skip(long n) {
      throw new UnsupportedOperationException("read from the first byte to the last");
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
