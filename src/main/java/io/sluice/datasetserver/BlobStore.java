package io.sluice.datasetserver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;

/**
 * Bytes on disk, each content once, under the hex SHA-256 of what they are.
 *
 * <p>A blob is whole from the moment it has its name: it is received under a random name in {@code
 * incoming}, synced, renamed, and its directory synced. Thread-safe.
 */
final class BlobStore {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path incoming;
  private final Path blobs;
  private final long reservedBytes;
  private final StoreWatch watch;

  private BlobStore(Path root, long reservedBytes, StoreWatch watch) {
    this.incoming = root.resolve("incoming");
    this.blobs = root.resolve("blobs");
    this.reservedBytes = reservedBytes;
    this.watch = watch;
  }

  /**
   * Opens the store, making its directories. They are all made here, so that no upload has to sync
   * more than one directory.
   */
  static BlobStore open(Path root, long reservedBytes, StoreWatch watch) throws IOException {
    BlobStore store = new BlobStore(root, reservedBytes, watch);
    makeDirectory(store.incoming);
    makeDirectory(store.blobs);
    for (int i = 0; i < 256; i++) {
      makeDirectory(store.blobs.resolve(prefix(i)));
    }
    DataDirectory.sync(store.blobs);
    DataDirectory.sync(root);
    return store;
  }

  private static void makeDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectory(directory, DataDirectory.OWNER_DIRECTORY);
    }
  }

  /** The name of the i-th of the 256 directories of blobs. */
  static String prefix(int i) {
    return HexFormat.of().toHexDigits((byte) i);
  }

  /**
   * Takes exactly {@code length} bytes and returns once they are durable.
   *
   * @throws ClientGoneException if the body ended early or could not be read; nothing is kept
   * @throws Problem 507 if the disk has no room; nothing is kept
   */
  StoredBytes receive(InputStream body, long length) throws IOException {
    requireRoom(length);
    Path draft = incoming.resolve(UUID.randomUUID() + ".part");
    try {
      StoredBytes stored = write(draft, body, length);
      Path blob = path(stored.sha256());
      // Also over an existing blob: the content is the same, and a damaged one is healed.
      Files.move(draft, blob, StandardCopyOption.ATOMIC_MOVE);
      watch.passed(StorePoint.BLOB_NAMED);
      DataDirectory.sync(blob.getParent());
      watch.passed(StorePoint.BLOB_DURABLE);
      return stored;
    } catch (ClientGoneException e) {
      throw e;
    } catch (IOException e) {
      if (DiskFull.is(e)) {
        throw DiskFull.problem();
      }
      throw e;
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private void requireRoom(long length) {
    if (usableBytes() - length < reservedBytes) {
      throw DiskFull.problem();
    }
  }

  private StoredBytes write(Path draft, InputStream body, long length) throws IOException {
    MessageDigest sha256 = Digests.newSha256();
    MessageDigest md5 = Digests.newMd5();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (FileChannel file =
        FileChannel.open(
            draft,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            DataDirectory.OWNER_FILE)) {
      long received = 0;
      int n = ClientGoneException.read(body, buffer);
      while (n >= 0) {
        sha256.update(buffer, 0, n);
        md5.update(buffer, 0, n);
        for (ByteBuffer chunk = ByteBuffer.wrap(buffer, 0, n); chunk.hasRemaining(); ) {
          file.write(chunk);
        }
        received += n;
        if (received < length) {
          watch.passed(StorePoint.BYTES_ARRIVING);
        }
        n = ClientGoneException.read(body, buffer);
      }
      if (received != length) {
        throw new ClientGoneException("got " + received + " of " + length + " bytes", null);
      }
      watch.passed(StorePoint.BYTES_ARRIVED);
      file.force(true);
      watch.passed(StorePoint.BYTES_SYNCED);
      return new StoredBytes(hex(sha256), hex(md5), received);
    }
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Where the blob of that hash is, or would be. */
  Path path(String sha256) {
    return blobs.resolve(sha256.substring(0, 2)).resolve(sha256);
  }

  /** Whether the blob is there with that size. */
  boolean holds(String sha256, long size) throws IOException {
    try {
      return Files.size(path(sha256)) == size;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** One of the 256 directories of blobs. */
  Path directory(String prefix) {
    return blobs.resolve(prefix);
  }

  /** The directory of bytes still being received. */
  Path incoming() {
    return incoming;
  }

  /** Free space for this user on the disk of the blobs. */
  long usableBytes() {
    // A file store would read the mount table each time, which takes a file descriptor.
    return blobs.toFile().getUsableSpace();
  }

  /**
   * What was received.
   *
   * @param sha256 hex, the blob's identity
   * @param md5 hex, for the ETag only
   * @param size bytes
   */
  record StoredBytes(String sha256, String md5, long size) {}
}
