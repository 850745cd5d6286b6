package io.sluice.target.clarifai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.file.FileStat;
import io.sluice.file.StampedFile;
import io.sluice.http.SentBytes;
import io.sluice.pace.Pace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import okio.Buffer;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in base64 inside one document. */
class InputsBodyTest {
  @TempDir private Path folder;

  private InputsBody.Part part(byte[] content) throws IOException {
    Path file = Files.write(Files.createTempFile(folder, "f", ".bin"), content);
    StampedFile stamped = new StampedFile(file, FileStat.of(file).stamp());
    return new InputsBody.Part(
        ByteString.encodeUtf8("<"),
        stamped,
        stamped.digest(),
        new FileForm.InBase64(content.length),
        SentBytes.UNWATCHED);
  }

  private static InputsBody body(List<InputsBody.Part> parts, OptionalLong bytesPerSecond) {
    Pace pace = new Pace(1000, bytesPerSecond, Clock.systemUTC());
    return new InputsBody(parts, ByteString.encodeUtf8(">"), pace);
  }

  @Test
  void isAsLongAsItSays_andHoldsEveryByte_atEverySize_eachTimeThatItIsWritten() throws Exception {
    Random random = new Random(7);
    List<InputsBody.Part> parts = new ArrayList<>();
    StringBuilder expected = new StringBuilder();
    for (int size : new int[] {1, 2, 3, 4, 5, 6, 7, 65_534, 65_535, 65_536, 65_537, 196_608}) {
      byte[] content = new byte[size];
      random.nextBytes(content);
      parts.add(part(content));
      expected.append('<').append(Base64.getEncoder().encodeToString(content));
    }
    expected.append('>');
    for (OptionalLong rate : List.of(OptionalLong.empty(), OptionalLong.of(50_000_000))) {
      InputsBody body = body(parts, rate);
      for (int times = 0; times < 2; times++) {
        Buffer sink = new Buffer();
        body.writeTo(sink);
        assertEquals(body.contentLength(), sink.size());
        assertEquals(expected.toString(), sink.readUtf8());
        assertTrue(body.trouble().isEmpty());
      }
    }
  }

  @Test
  void endsBeforeTheLastPiece_andNamesTheFile_whenItIsNotWhatItWas() throws Exception {
    List<InputsBody.Part> parts = List.of(part(new byte[10]), part(new byte[100_000]));
    InputsBody body = body(parts, OptionalLong.empty());
    Files.write(parts.get(1).file().path(), new byte[99_999]);
    Buffer sink = new Buffer();
    assertThrows(IOException.class, () -> body.writeTo(sink));
    assertTrue(sink.size() < body.contentLength());
    assertEquals(1, body.trouble().orElseThrow().place());
  }
}
