package io.sluice.app;

import io.sluice.image.StructureCheck;
import io.sluice.image.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds a picture to show something with. */
public final class WholePicture {
  private static final int MOST_ENTRIES_LOOKED_AT = 2_000;

  private WholePicture() {}

  private static boolean isWhole(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return StructureCheck.check(channel) instanceof Verdict.Complete;
    } catch (IOException e) {
      return false;
    }
  }

  /** A whole picture that is there already, if one is found soon. */
  public static Optional<Path> in(Path folder) {
    try (Stream<Path> files = Files.walk(folder, 3)) {
      return files
          .limit(MOST_ENTRIES_LOOKED_AT)
          .filter(file -> file.getFileName().toString().endsWith(".jpg"))
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .filter(WholePicture::isWhole)
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      // The example then names no file; the scan says what is wrong with the folder.
      return Optional.empty();
    }
  }
}
