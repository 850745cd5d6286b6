package io.sluice.http;

import io.sluice.file.ContentDigest;
import io.sluice.file.StampedBytes;
import io.sluice.pace.Pace;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/**
 * A file, or several as one, as the body of one request: of exactly the stamped length, hashed
 * while it is sent, and compared with the stamps before its last piece goes out.
 *
 * <p>One body serves one request. What failed on the file's side is kept apart from what failed on
 * the network's, because only the caller knows what to do about either.
 */
public final class FileBody extends RequestBody {
  /** Small enough that a slow connection takes one before it counts as standing still. */
  private static final int LARGEST_PIECE_BYTES = 1 << 14;

  private final StampedBytes file;
  private final Optional<MediaType> type;
  private final Pace pace;
  private final SentBytes progress;
  private final MessageDigest sha256 = ContentDigest.newSha256();
  private final MessageDigest md5 = newMd5();
  private volatile Optional<IOException> sourceFailure = Optional.empty();
  private volatile Optional<Sums> sums = Optional.empty();

  /** A body whose progress nobody hears of. */
  public FileBody(StampedBytes file, MediaType type, Pace pace) {
    this(file, Optional.of(type), pace, SentBytes.UNWATCHED);
  }

  /**
   * @param type the content type, sent exactly so; empty for none
   * @param pace paces the bytes
   * @param progress hears of them
   */
  public FileBody(StampedBytes file, Optional<MediaType> type, Pace pace, SentBytes progress) {
    this.file = file;
    this.type = type;
    this.pace = pace;
    this.progress = progress;
  }

  /**
   * What went out.
   *
   * @param sha256 its SHA-256
   * @param md5Hex its MD5 in lower-case hexadecimal, for servers that tell theirs
   */
  public record Sums(ContentDigest sha256, String md5Hex) {}

  /** What went out; empty unless all of it did. */
  public Optional<Sums> sums() {
    return sums;
  }

  /**
   * Why the file could not be read to its end; a {@link io.sluice.file.SourceChangedException} when
   * it changed. Empty when the file is not to blame.
   */
  public Optional<IOException> sourceFailure() {
    return sourceFailure;
  }

  /** Null is how the HTTP library is told to send none. */
  @Override
  public MediaType contentType() {
    return type.orElse(null);
  }

  @Override
  public long contentLength() {
    return file.sizeBytes();
  }

  /** Never sent a second time by the HTTP library: whoever repeats it must look first. */
  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    byte[] chunk = new byte[pace.chunkBytes()];
    long left = file.sizeBytes();
    try (InputStream in = openSource()) {
      while (left > 0) {
        int n = readSource(in, chunk);
        left -= n;
        if (left == 0) {
          verifySource();
        }
        sha256.update(chunk, 0, n);
        md5.update(chunk, 0, n);
        waitForLeave(n);
        for (int from = 0; from < n; from += LARGEST_PIECE_BYTES) {
          sink.write(chunk, from, Math.min(LARGEST_PIECE_BYTES, n - from));
        }
        progress.sent(file.sizeBytes() - left, file.sizeBytes());
      }
    }
    sums = Optional.of(new Sums(ContentDigest.of(sha256), HexFormat.of().formatHex(md5.digest())));
  }

  private InputStream openSource() throws IOException {
    try {
      return file.open();
    } catch (IOException e) {
      throw blamed(e);
    }
  }

  private int readSource(InputStream in, byte[] chunk) throws IOException {
    try {
      return in.read(chunk);
    } catch (IOException e) {
      throw blamed(e);
    }
  }

  private void verifySource() throws IOException {
    try {
      file.verifyUnchanged();
    } catch (IOException e) {
      throw blamed(e);
    }
  }

  private IOException blamed(IOException failure) {
    sourceFailure = Optional.of(failure);
    return failure;
  }

  private void waitForLeave(int bytes) throws InterruptedIOException {
    try {
      pace.acquireBytes(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while sending");
    }
  }

  private static MessageDigest newMd5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
