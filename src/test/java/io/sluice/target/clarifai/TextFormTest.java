package io.sluice.target.clarifai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.Mutations;
import io.sluice.file.FileStat;
import io.sluice.file.SourceChangedException;
import io.sluice.file.StampedFile;
import io.sluice.http.SentBytes;
import io.sluice.pace.Pace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import okio.Buffer;
import okio.BufferedSink;
import okio.ByteString;
import okio.ForwardingSink;
import okio.Okio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.json.JsonMapper;

/** Texts inside a JSON document, against a parser and a decoder that others wrote. */
@Execution(ExecutionMode.CONCURRENT)
class TextFormTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder;

  private StampedFile file(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("text.txt"), content);
    return new StampedFile(file, FileStat.of(file).stamp());
  }

  private InputsBody body(StampedFile file, TextReading.Text text, OptionalLong bytesPerSecond) {
    InputsBody.Part part =
        new InputsBody.Part(
            ByteString.encodeUtf8("{\"t\":\""),
            file,
            text.digest(),
            text.form(),
            SentBytes.UNWATCHED);
    Pace pace = new Pace(1000, bytesPerSecond, Clock.systemUTC());
    return new InputsBody(List.of(part), ByteString.encodeUtf8("\"}"), pace);
  }

  /** What a parser reads of the document. */
  private String roundTrip(byte[] content, OptionalLong bytesPerSecond) throws IOException {
    StampedFile file = file(content);
    TextReading.Text text = assertInstanceOf(TextReading.Text.class, TextReading.of(file));
    assertEquals(file.digest(), text.digest());
    InputsBody body = body(file, text, bytesPerSecond);
    Buffer sink = new Buffer();
    body.writeTo(sink);
    assertEquals(body.contentLength(), sink.size());
    return JSON.readTree(sink.readByteArray()).path("t").asString();
  }

  @Test
  void everyCharacterComesThrough() throws Exception {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 37) {
      if (c < 0xD800 || c > 0xDFFF) {
        all.appendCodePoint(c);
      }
    }
    String said = all.toString();
    byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
    assertEquals(said, roundTrip(bytes, OptionalLong.empty()));
    assertEquals(said, roundTrip(bytes, OptionalLong.of(50_000_000)));
  }

  @Test
  void everyLengthComesThrough_aroundTheSizesOfItsPieces() throws Exception {
    Random random = new Random(11);
    String letters = "ab\"\\\n\u0000\u00E9\u6F22";
    for (int size : new int[] {1, 2, 3, 4, 16_383, 16_384, 16_385, 65_535, 65_536, 131_073}) {
      StringBuilder said = new StringBuilder("x");
      while (said.length() < size) {
        // Also long stretches without anything to escape.
        said.append(size % 2 == 0 ? 'y' : letters.charAt(random.nextInt(letters.length())));
      }
      String text = said.toString();
      assertEquals(text, roundTrip(text.getBytes(StandardCharsets.UTF_8), OptionalLong.empty()));
    }
  }

  @Test
  void aTextIsWhatADecoderTakes_andNothingElse() {
    List<byte[]> samples =
        List.of(
            "plain".getBytes(StandardCharsets.UTF_8),
            "\uFEFFmarked \u00E9\u6F22\uD83D\uDE00".getBytes(StandardCharsets.UTF_8),
            " \u0000\u0001\"\\".getBytes(StandardCharsets.UTF_8));
    new Mutations("texts").feed(3_000, samples, this::compare);
  }

  private void compare(byte[] bytes) throws IOException {
    if (bytes.length == 0) {
      return;
    }
    String decoded;
    try {
      decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      assertInstanceOf(TextReading.NoText.class, TextReading.of(file(bytes)));
      return;
    }
    if (TextReading.of(file(bytes)) instanceof TextReading.Text) {
      String text = decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
      assertEquals(text, roundTrip(bytes, OptionalLong.empty()));
    } else {
      assertTrue(decoded.chars().noneMatch(Character::isLetterOrDigit), decoded);
    }
  }

  @Test
  void aFileThatIsLongerOnceEscapedThanItWas_isBrokenOff_beforeTheDocumentIsTooLong()
      throws Exception {
    byte[] said = "x".repeat(300_000).getBytes(StandardCharsets.UTF_8);
    TextReading.Text text = (TextReading.Text) TextReading.of(file(said));
    StampedFile other = file("\n".repeat(300_000).getBytes(StandardCharsets.UTF_8));
    InputsBody body = body(other, text, OptionalLong.empty());
    Buffer sink = new Buffer();
    assertThrows(SourceChangedException.class, () -> body.writeTo(sink));
    assertTrue(sink.size() < body.contentLength());
    assertEquals(0, body.trouble().orElseThrow().place());
  }

  @Test
  void noTextIsInMemory_howeverLongItIs() throws Exception {
    byte[] said =
        "plain text \"and\" more of it\n".repeat(200_000).getBytes(StandardCharsets.UTF_8);
    StampedFile file = file(said);
    InputsBody body = body(file, (TextReading.Text) TextReading.of(file), OptionalLong.empty());
    AtomicLong largest = new AtomicLong();
    AtomicLong all = new AtomicLong();
    BufferedSink sink =
        Okio.buffer(
            new ForwardingSink(Okio.blackhole()) {
              @Override
              public void write(Buffer source, long bytes) throws IOException {
                largest.accumulateAndGet(source.size(), Math::max);
                all.addAndGet(bytes);
                super.write(source, bytes);
              }
            });
    body.writeTo(sink);
    sink.flush();
    assertEquals(body.contentLength(), all.get());
    assertTrue(largest.get() <= 32_768, largest::toString);
  }

  @Test
  void aFileOfOtherContent_isBrokenOff_beforeItsEnd() throws Exception {
    TextReading.Text text =
        (TextReading.Text) TextReading.of(file("aaaa".getBytes(StandardCharsets.UTF_8)));
    InputsBody body =
        body(file("aaab".getBytes(StandardCharsets.UTF_8)), text, OptionalLong.empty());
    Buffer sink = new Buffer();
    assertThrows(SourceChangedException.class, () -> body.writeTo(sink));
    assertEquals("{\"t\":\"", sink.readUtf8());
  }
}
