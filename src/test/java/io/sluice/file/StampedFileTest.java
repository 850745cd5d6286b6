package io.sluice.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
  void isChanged_whenALinkTookThePlaceOfItsDirectory() throws Exception {
    Path inner = Files.createDirectories(root.resolve("a/b"));
    Path deep = Files.writeString(inner.resolve("x.jpg"), "inside");
    StampedFile stamped = new StampedFile(root, deep, FileStat.of(deep).stamp());
    Files.move(root.resolve("a"), root.resolve("moved"));
    Files.createSymbolicLink(root.resolve("a"), root.resolve("moved"));

    assertFalse(assertThrows(SourceChangedException.class, stamped::open).isGone());
  }

  /** What is swapped is of one size, so that only the way there tells them apart. */
  @Test
  void neverReadsOutsideTheFolder_howeverQuicklyALinkIsPutInTheWay() throws Exception {
    Path folder = Files.createDirectories(root.resolve("folder/d")).getParent();
    Path outside = Files.createDirectory(root.resolve("outside"));
    Path file = Files.writeString(folder.resolve("d/x.jpg"), "INSIDE");
    Files.writeString(outside.resolve("x.jpg"), "SECRET");
    StampedFile stamped = new StampedFile(folder, file, FileStat.of(file).stamp());
    Path link = Files.createSymbolicLink(root.resolve("link"), outside);
    AtomicBoolean stop = new AtomicBoolean();
    Thread swapping =
        new Thread(() -> swap(folder.resolve("d"), link, root.resolve("aside"), stop));
    swapping.start();
    int read = 0;
    int refused = 0;
    try {
      // Both ends are met, however late the other thread comes to its turn.
      long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
      for (int i = 0;
          i < 20_000 || ((read == 0 || refused == 0) && System.nanoTime() - end < 0);
          i++) {
        try (InputStream in = stamped.open()) {
          read++;
          assertEquals("INSIDE", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (SourceChangedException e) {
          refused++;
        }
      }
    } finally {
      stop.set(true);
      swapping.join();
    }
    assertTrue(read > 0 && refused > 0, "read " + read + ", refused " + refused);
  }

  private static void swap(Path directory, Path link, Path aside, AtomicBoolean stop) {
    try {
      while (!stop.get()) {
        Files.move(directory, aside);
        Files.move(link, directory);
        Files.move(directory, link);
        Files.move(aside, directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
