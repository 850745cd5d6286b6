package io.sluice.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.file.FileStat;
import io.sluice.file.SourceChangedException;
import io.sluice.file.StampedFile;
import io.sluice.file.StampedZip;
import io.sluice.pace.Pace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import okhttp3.MediaType;
import okio.Buffer;
import okio.BufferedSink;
import okio.ForwardingSink;
import okio.Okio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBodyTest {
  private static final MediaType PNG = MediaType.get("image/png");

  @TempDir Path folder;

  private final Pace pace = new Pace(1, OptionalLong.empty(), Clock.systemUTC());

  @Test
  void sendsExactlyTheFile_andTellsItsSums() throws Exception {
    FileBody body = body(200_000);
    Buffer sent = new Buffer();
    body.writeTo(sent);
    assertEquals(200_000, body.contentLength());
    assertEquals(200_000, sent.size());
    assertEquals(sent.snapshot().sha256().hex(), body.sums().orElseThrow().sha256().hex());
    assertEquals(sent.snapshot().md5().hex(), body.sums().orElseThrow().md5Hex());
    assertTrue(body.isOneShot());
    assertTrue(body.sourceFailure().isEmpty());
  }

  @Test
  void holdsTheLastPieceBack_whenTheFileChangesWhileItIsSent() throws Exception {
    FileBody body = body(200_000);
    Buffer sent = new Buffer();
    BufferedSink sink = afterFirstWrite(sent, this::overwriteOneByte);
    assertThrows(SourceChangedException.class, () -> body.writeTo(sink));
    assertTrue(sent.size() < 200_000, "all of it went out: " + sent.size());
    assertInstanceOf(SourceChangedException.class, body.sourceFailure().orElseThrow());
    assertTrue(body.sums().isEmpty());
  }

  @Test
  void fails_whenTheFileBecomesShorter() throws Exception {
    FileBody body = body(200_000);
    BufferedSink sink =
        afterFirstWrite(
            new Buffer(), () -> Files.newByteChannel(file(), StandardOpenOption.WRITE).truncate(9));
    assertThrows(SourceChangedException.class, () -> body.writeTo(sink));
    assertTrue(body.sums().isEmpty());
  }

  @Test
  void sendsNoMoreThanWasStamped_whenTheFileGrows() throws Exception {
    FileBody body = body(200_000);
    Buffer sent = new Buffer();
    BufferedSink sink =
        afterFirstWrite(
            sent, () -> Files.write(file(), new byte[100_000], StandardOpenOption.APPEND));
    assertThrows(SourceChangedException.class, () -> body.writeTo(sink));
    assertTrue(sent.size() < 200_000);
  }

  @Test
  void doesNotBlameTheFile_whenTheNetworkFails() throws Exception {
    FileBody body = body(200_000);
    BufferedSink sink =
        afterFirstWrite(
            new Buffer(),
            () -> {
              throw new IOException("broken pipe");
            });
    assertThrows(IOException.class, () -> body.writeTo(sink));
    assertTrue(body.sourceFailure().isEmpty());
    assertTrue(body.sums().isEmpty());
  }

  @Test
  void holdsTheLastPieceOfAZipBack_whenAFileThatIsOutAlreadyChanges() throws Exception {
    StampedFile first = stamped("1.dcm", 100_000);
    StampedFile second = stamped("2.dcm", 100_000);
    StampedZip zip =
        new StampedZip(
            List.of(
                new StampedZip.Entry("1.dcm", first, first.sums().crc32()),
                new StampedZip.Entry("2.dcm", second, second.sums().crc32())));
    Buffer whole = new Buffer();
    FileBody good = new FileBody(zip, Optional.empty(), pace, SentBytes.UNWATCHED);
    good.writeTo(whole);
    assertEquals(good.contentLength(), whole.size());
    assertEquals(whole.snapshot().sha256().hex(), good.sums().orElseThrow().sha256().hex());

    Buffer sent = new Buffer();
    FileBody body =
        new FileBody(
            zip,
            Optional.empty(),
            pace,
            (out, of) -> {
              if (out > 110_000) {
                overwrite(first.path());
              }
            });
    assertThrows(SourceChangedException.class, () -> body.writeTo(sent));
    assertTrue(sent.size() < body.contentLength(), "all of it went out: " + sent.size());
    assertTrue(sent.size() > 200_000, "no more went out than " + sent.size());
    assertInstanceOf(SourceChangedException.class, body.sourceFailure().orElseThrow());
    assertTrue(body.sums().isEmpty());
  }

  private static void overwrite(Path file) {
    try {
      Files.writeString(file, "another slice");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private StampedFile stamped(String name, int length) throws IOException {
    Path file = Files.write(folder.resolve(name), new byte[length]);
    return new StampedFile(file, FileStat.of(file).stamp());
  }

  private FileBody body(int length) throws IOException {
    byte[] content = new byte[length];
    for (int i = 0; i < length; i++) {
      content[i] = (byte) (i * 31);
    }
    Files.write(file(), content);
    return new FileBody(new StampedFile(file(), FileStat.of(file()).stamp()), PNG, pace);
  }

  private Path file() {
    return folder.resolve("x.png");
  }

  private void overwriteOneByte() throws IOException {
    try (var channel = Files.newByteChannel(file(), StandardOpenOption.WRITE)) {
      channel.position(100_000).write(java.nio.ByteBuffer.wrap(new byte[] {1}));
    }
  }

  private interface Act {
    void run() throws IOException;
  }

  private static BufferedSink afterFirstWrite(Buffer sent, Act act) {
    return Okio.buffer(
        new ForwardingSink(sent) {
          private boolean done;

          @Override
          public void write(Buffer source, long byteCount) throws IOException {
            super.write(source, byteCount);
            if (!done) {
              done = true;
              act.run();
            }
          }
        });
  }
}
