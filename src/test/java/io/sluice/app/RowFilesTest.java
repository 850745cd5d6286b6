package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.sluice.endtoend.ImageFiles;
import io.sluice.file.RelativePath;
import io.sluice.image.SampleMedia;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of rows: there, quiet and whole, or not. */
final class RowFilesTest {
  private static final RelativePath ROW = new RelativePath("0000000002-00000000");

  private static final ContentCheck CLARIFAI = new ContentCheck(TargetFilesTest.CLARIFAI);

  @TempDir private Path directory;
  private Instant now = Instant.now();
  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };

  private RowFiles.Found look(RowFiles files, Path file) {
    return files.look(ROW, file);
  }

  @Test
  void freshFile_isWaitedFor_andWholeOnceItIsQuiet() throws Exception {
    Path file = Files.write(directory.resolve("a.png"), ImageFiles.png("a"));
    RowFiles files = new RowFiles(directory, CLARIFAI, clock);
    assertInstanceOf(RowFiles.Found.Settling.class, look(files, file));
    now = now.plus(Duration.ofMinutes(1));
    RowFiles.Found found = look(files, file);
    assertEquals(Files.size(file), assertInstanceOf(RowFiles.Found.Whole.class, found).sizeBytes());
  }

  @Test
  void cutFile_isIncompleteAfterAWhile_andNeverSent() throws Exception {
    byte[] whole = ImageFiles.png("a");
    Path file = Files.write(directory.resolve("a.png"), Arrays.copyOf(whole, whole.length - 9));
    RowFiles files = new RowFiles(directory, CLARIFAI, clock);
    now = now.plus(Duration.ofSeconds(20));
    assertInstanceOf(RowFiles.Found.Settling.class, look(files, file));
    now = now.plus(Duration.ofSeconds(40));
    assertInstanceOf(RowFiles.Found.Incomplete.class, look(files, file));
  }

  @Test
  void soundsAndTextsHaveChecksOfTheirOwn() throws Exception {
    byte[] tone = SampleMedia.resource("tone.wav");
    Path whole = Files.write(directory.resolve("whole.wav"), tone);
    Path cut = Files.write(directory.resolve("cut.wav"), Arrays.copyOf(tone, tone.length - 40));
    Path blank = Files.write(directory.resolve("blank.txt"), new byte[0]);
    Path text = Files.writeString(directory.resolve("text.txt"), "x");
    RowFiles files = new RowFiles(directory, CLARIFAI, clock);
    now = now.plus(Duration.ofMinutes(1));
    assertInstanceOf(RowFiles.Found.Whole.class, look(files, whole));
    assertInstanceOf(RowFiles.Found.Whole.class, files.look(new RelativePath("text"), text));
    for (Path undone : new Path[] {cut, blank}) {
      RelativePath row = new RelativePath(undone.getFileName().toString());
      assertInstanceOf(RowFiles.Found.Incomplete.class, files.look(row, undone), row::encoded);
    }
  }

  @Test
  void whatIsNoFile_isSaidSo() throws Exception {
    RowFiles files = new RowFiles(directory, CLARIFAI, clock);
    Path link = Files.createSymbolicLink(directory.resolve("l.png"), Path.of("x"));
    for (Path none : new Path[] {directory, link, directory.resolve("none.png")}) {
      assertInstanceOf(RowFiles.Found.Unusable.class, look(files, none));
    }
  }
}
