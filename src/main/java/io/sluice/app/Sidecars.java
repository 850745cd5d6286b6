package io.sluice.app;

import io.sluice.annotation.InputDetails;
import io.sluice.annotation.Sidecar;
import io.sluice.file.ReadTrouble;
import io.sluice.file.RelativePath;
import io.sluice.file.Sighting;
import io.sluice.file.SourceChangedException;
import io.sluice.file.StampedFile;
import io.sluice.source.FolderFilter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.Set;

/** The sidecars of files: which they are, by their names, and what is in them. */
final class Sidecars {
  /** Of their names, in any letter case. */
  static final String EXTENSION = "json";

  private static final int TAIL_BYTES = 256;

  private Sidecars() {}

  /** What a sidecar's content comes to. */
  sealed interface Content {
    /** It says something that can belong to its file. */
    record Good() implements Content {}

    /**
     * It does not.
     *
     * @param fault why, in words
     */
    record Bad(String fault) implements Content {}

    /** It is changing right now. */
    record Changing() implements Content {}
  }

  static boolean isOne(RelativePath path) {
    return FolderFilter.hasExtension(path.fileName().encoded(), Set.of(EXTENSION));
  }

  /** The name without its last extension, as the bytes have it. */
  static String stem(String encodedName) {
    int dot = encodedName.lastIndexOf('.');
    return dot < 0 ? encodedName : encodedName.substring(0, dot);
  }

  /** Whether a document seems to be there to its end: what is written last is a brace. */
  static boolean isEnded(FileChannel channel) throws IOException {
    long size = channel.size();
    ByteBuffer tail = ByteBuffer.allocate((int) Math.min(size, TAIL_BYTES));
    long at = size - tail.capacity();
    while (tail.hasRemaining()) {
      int n = channel.read(tail, at + tail.position());
      if (n < 0) {
        return false;
      }
    }
    int last = tail.capacity() - 1;
    while (last >= 0 && Character.isWhitespace(tail.get(last))) {
      last--;
    }
    return last >= 0 && tail.get(last) == '}';
  }

  /** Reads a sidecar. Blocks on the disk. */
  static Content content(FolderContext folder, Sighting sidecar, RelativePath subject) {
    if (sidecar.stamp().equals(FolderOutcomes.NO_STAMP)) {
      return new Content.Bad("cannot be looked at");
    }
    if (sidecar.stamp().sizeBytes() > Sidecar.LARGEST_BYTES) {
      return new Content.Bad(Sidecar.tooLarge(sidecar.stamp().sizeBytes()));
    }
    StampedFile file =
        new StampedFile(folder.root(), sidecar.path().in(folder.root()), sidecar.stamp());
    try (InputStream in = file.open()) {
      InputDetails details = Sidecar.read(in.readAllBytes());
      file.verifyUnchanged();
      Optional<String> unfit = folder.link().target().unfit(subject.fileName().display(), details);
      return unfit.isPresent() ? new Content.Bad(unfit.get()) : new Content.Good();
    } catch (SourceChangedException e) {
      return new Content.Changing();
    } catch (IOException e) {
      return new Content.Bad("cannot be read: " + ReadTrouble.of(e).reason());
    } catch (IllegalArgumentException e) {
      return new Content.Bad(String.valueOf(e.getMessage()));
    }
  }
}
