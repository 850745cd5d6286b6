package io.sluice.target.clarifai;

import io.sluice.file.ContentDigest;
import io.sluice.file.SourceChangedException;
import io.sluice.file.StampedFile;
import io.sluice.http.SentBytes;
import io.sluice.pace.Pace;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.ByteString;

/**
 * A JSON document with whole files in it, in base64 or as texts: encoded while it is sent, a piece
 * at a time, so that no file is ever in memory. Its length is known beforehand.
 *
 * <p>Each file is compared with its stamp and with the hash that was promised for it before its
 * last piece goes out; should it differ, the document is not finished, so that the platform cannot
 * take it for whole.
 */
final class InputsBody extends RequestBody {
  private static final MediaType JSON = MediaType.get("application/json");

  private final List<Part> parts;
  private final ByteString end;
  private final Pace pace;
  private volatile Optional<Trouble> trouble = Optional.empty();

  /**
   * A file, and the text before it.
   *
   * @param before JSON up to the place of the file, in UTF-8
   * @param digest what the file must have
   * @param form how it is written
   * @param progress hears of its bytes
   */
  record Part(
      ByteString before,
      StampedFile file,
      ContentDigest digest,
      FileForm form,
      SentBytes progress) {
    long encodedBytes() {
      return before.size() + form.encodedBytes();
    }
  }

  /**
   * A file that could not be read as it was planned.
   *
   * @param place which of the parts, from 0
   */
  record Trouble(int place, IOException failure) {}

  /**
   * @param end JSON after the last file
   */
  InputsBody(List<Part> parts, ByteString end, Pace pace) {
    this.parts = List.copyOf(parts);
    this.end = end;
    this.pace = pace;
  }

  /** The file that broke it off; empty when none is to blame. */
  Optional<Trouble> trouble() {
    return trouble;
  }

  @Override
  public MediaType contentType() {
    return JSON;
  }

  @Override
  public long contentLength() {
    return parts.stream().mapToLong(Part::encodedBytes).sum() + end.size();
  }

  /** Never sent a second time by the HTTP library: whoever repeats it must look first. */
  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    trouble = Optional.empty();
    byte[] chunk = new byte[chunkBytes()];
    for (int i = 0; i < parts.size(); i++) {
      sink.write(parts.get(i).before());
      writeFile(i, chunk, sink);
    }
    sink.write(end);
  }

  /** A whole number of groups of three bytes, so that no padding comes in between. */
  private int chunkBytes() {
    return Math.max(3, pace.chunkBytes() / 3 * 3);
  }

  private void writeFile(int place, byte[] chunk, BufferedSink sink) throws IOException {
    Part part = parts.get(place);
    MessageDigest sha256 = ContentDigest.newSha256();
    long left = part.file().sizeBytes();
    long promised = part.form().encodedBytes();
    boolean first = true;
    try (InputStream in = opened(place)) {
      while (left > 0) {
        int n = read(place, in, chunk, (int) Math.min(chunk.length, left));
        left -= n;
        sha256.update(chunk, 0, n);
        promised -= part.form().encodedBytes(chunk, n, first);
        if (promised < 0) {
          throw blamed(place, SourceChangedException.changed());
        }
        if (left == 0) {
          verify(place, ContentDigest.of(sha256));
        }
        waitForLeave(n);
        part.form().write(chunk, n, first, sink);
        first = false;
        part.progress().sent(part.file().sizeBytes() - left, part.file().sizeBytes());
      }
    }
  }

  private InputStream opened(int place) throws IOException {
    try {
      return parts.get(place).file().open();
    } catch (IOException e) {
      throw blamed(place, e);
    }
  }

  private int read(int place, InputStream in, byte[] chunk, int length) throws IOException {
    try {
      int n = in.readNBytes(chunk, 0, length);
      if (n < length) {
        throw SourceChangedException.changed();
      }
      return n;
    } catch (IOException e) {
      throw blamed(place, e);
    }
  }

  private void verify(int place, ContentDigest sent) throws IOException {
    try {
      parts.get(place).file().verifyUnchanged();
      if (!sent.equals(parts.get(place).digest())) {
        throw SourceChangedException.changed();
      }
    } catch (IOException e) {
      throw blamed(place, e);
    }
  }

  private IOException blamed(int place, IOException failure) {
    trouble = Optional.of(new Trouble(place, failure));
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
}
