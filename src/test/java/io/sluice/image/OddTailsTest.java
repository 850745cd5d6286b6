package io.sluice.image;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.sluice.image.OddTails.OddTail;
import io.sluice.image.Verdict.Complete;
import io.sluice.image.Verdict.Incomplete;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Execution(ExecutionMode.CONCURRENT)
class OddTailsTest {

  @TempDir Path folder;

  static List<OddTail> tails() throws IOException {
    return OddTails.all();
  }

  @ParameterizedTest
  @MethodSource("tails")
  void isNotHeldBack_whenWhole(OddTail tail) throws IOException {
    assertFalse(check(tail.bytes()) instanceof Incomplete, tail.name());
  }

  @ParameterizedTest
  @MethodSource("tails")
  void isIncomplete_whereverTheImageIsCut(OddTail tail) throws IOException {
    for (byte[] cut : tail.cuts(10)) {
      assertInstanceOf(Incomplete.class, check(cut), () -> what(tail, cut));
    }
    // Between two pictures of a file it may be that the second one was taken away.
    for (byte[] cut : tail.cuts(100)) {
      assertFalse(check(cut) instanceof Complete, () -> what(tail, cut));
    }
  }

  private static String what(OddTail tail, byte[] cut) {
    return tail.name() + " cut to " + cut.length + " of " + tail.bytes().length;
  }

  private Verdict check(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("image"), content);
    try (FileChannel channel = FileChannel.open(file)) {
      return StructureCheck.check(channel);
    }
  }
}
