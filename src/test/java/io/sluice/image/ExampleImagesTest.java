package io.sluice.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pictures that come with the quickstart are what its text says of them. */
class ExampleImagesTest {

  private static final Path QUICKSTART = Path.of("examples", "quickstart");

  @Test
  void everyRoadSignIsWholeAndHasASize() throws IOException {
    List<Path> signs;
    try (Stream<Path> files = Files.walk(QUICKSTART.resolve("road-signs"))) {
      signs = files.filter(Files::isRegularFile).toList();
    }
    assertEquals(28, signs.size());
    for (Path sign : signs) {
      assertEquals(new Verdict.Complete(), check(sign), sign.toString());
      assertTrue(ImageSize.read(sign).isPresent(), sign.toString());
      assertTrue(ImageFormat.ofExtension(sign.toString()).isPresent(), sign.toString());
    }
  }

  @Test
  void thePictureLyingOnItsSideIsUpright() throws IOException {
    assertEquals(
        Optional.of(new ImageSize(480, 640)),
        ImageSize.read(QUICKSTART.resolve("road-signs/yield/003.jpg")));
  }

  @Test
  void theCutPictureIsIncomplete() throws IOException {
    assertInstanceOf(Verdict.Incomplete.class, check(QUICKSTART.resolve("cut/half-a-sign.jpg")));
  }

  private static Verdict check(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return StructureCheck.check(channel);
    }
  }
}
