package io.sluice.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StampedFileTest {
  @TempDir private Path root;
  private Path file;

  @BeforeEach
  void write() throws Exception {
    file = Files.writeString(root.resolve("a.jpg"), "0123456789");
  }

  private StampedFile stamped() throws Exception {
    return new StampedFile(file, FileStat.of(file).stamp());
  }

  @Test
  void readsWhatWasStamped() throws Exception {
    StampedFile stamped = stamped();

    try (InputStream in = stamped.open()) {
      assertArrayEquals(
          "0123456789".getBytes(java.nio.charset.StandardCharsets.UTF_8), in.readAllBytes());
    }
    assertEquals(
        "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882", stamped.digest().hex());
    stamped.verifyUnchanged();
  }

  @Test
  void isNotOpened_whenItGrew() throws Exception {
    StampedFile stamped = stamped();
    Files.writeString(file, "more", StandardOpenOption.APPEND);

    assertFalse(assertThrows(SourceChangedException.class, stamped::open).isGone());
  }

  @Test
  void failsWhileRead_whenItIsCutMeanwhile() throws Exception {
    StampedFile stamped = stamped();
    try (InputStream in = stamped.open()) {
      Files.writeString(file, "012");
      assertThrows(SourceChangedException.class, in::readAllBytes);
    }
  }

  @Test
  void deliversNoMoreThanWasStamped_whenItGrowsWhileRead() throws Exception {
    StampedFile stamped = stamped();
    try (InputStream in = stamped.open()) {
      Files.writeString(file, "more", StandardOpenOption.APPEND);
      assertEquals(10, in.readAllBytes().length);
    }
    assertThrows(SourceChangedException.class, stamped::verifyUnchanged);
  }

  @Test
  void isGone_whenNothingIsThereOrAFileStandsOnTheWay() throws Exception {
    StampedFile stamped = stamped();
    Files.delete(file);
    assertTrue(assertThrows(SourceChangedException.class, stamped::open).isGone());

    Path blocked = Files.writeString(root.resolve("b"), "x").resolve("c.jpg");
    StampedFile below = new StampedFile(blocked, stamped.stamp());
    assertTrue(assertThrows(SourceChangedException.class, below::open).isGone());
  }

  @Test
  void isChanged_whenALinkTookItsPlace() throws Exception {
    StampedFile stamped = stamped();
    Files.move(file, root.resolve("moved.jpg"));
    Files.createSymbolicLink(file, root.resolve("moved.jpg"));

    assertFalse(assertThrows(SourceChangedException.class, stamped::open).isGone());
  }

  @Test
  void isChanged_whenAnotherFileOfTheSameSizeWasMovedIn() throws Exception {
    StampedFile stamped = stamped();
    Path other = Files.writeString(root.resolve("other"), "abcdefghij");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
    Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    assertThrows(SourceChangedException.class, stamped::verifyUnchanged);
  }
}
