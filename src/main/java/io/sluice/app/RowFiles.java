package io.sluice.app;

import io.sluice.file.FileStamp;
import io.sluice.file.FileStat;
import io.sluice.file.ReadTrouble;
import io.sluice.file.RelativePath;
import io.sluice.file.SourceChangedException;
import io.sluice.file.StampedFile;
import io.sluice.image.Verdict;
import io.sluice.settle.Decision;
import io.sluice.settle.SettleRules;
import io.sluice.settle.Settler;
import io.sluice.settle.StructureVerdict;
import io.sluice.source.FileSystemKind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** Looks whether the files of rows are there, quiet and whole. Used by one thread. */
final class RowFiles {
  /** Somebody waits for it, and can do it again. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /** Files beyond that are looked at each time as if for the first time. */
  private static final int REMEMBERED = 20_000;

  private final Settler settler;
  private final ContentCheck content;
  private final Clock wall;

  RowFiles(Path base, ContentCheck content, Clock wall) {
    this.content = content;
    this.settler = new Settler(SettleRules.auto(isRemote(base), LONGEST_WAIT, ""), REMEMBERED);
    this.wall = wall;
  }

  /** What a look says. */
  sealed interface Found {
    /** How large it is; 0 where that is not known. */
    default long sizeBytes() {
      return this instanceof Whole whole ? whole.stamp().sizeBytes() : 0;
    }

    /** It is whole as it is. */
    record Whole(FileStamp stamp) implements Found {}

    /** It is to be looked at again. */
    record Settling(FileStamp stamp) implements Found {}

    /** It was not whole in time. */
    record Incomplete(FileStamp stamp, String reason) implements Found {}

    /** It is no file that can be sent. */
    record Unusable(String reason) implements Found {}
  }

  private static boolean isRemote(Path base) {
    try {
      return FileSystemKind.of(base) == FileSystemKind.REMOTE;
    } catch (IOException e) {
      // The longer waits are right for both.
      return true;
    }
  }

  /** Looks at the file of a row. */
  Found look(RelativePath row, Path file) {
    try {
      FileStat stat = FileStat.of(file);
      if (!stat.isRegularFile()) {
        return new Found.Unusable(
            stat.kind() == FileStat.Kind.SYMBOLIC_LINK
                ? "is a symbolic link; name the file that it leads to"
                : "is no file");
      }
      return judged(row, file, stat.stamp());
    } catch (NoSuchFileException e) {
      settler.forget(row);
      return new Found.Unusable("there is no such file");
    } catch (IOException e) {
      return new Found.Unusable(ReadTrouble.of(e).reason());
    }
  }

  private Found judged(RelativePath row, Path file, FileStamp stamp) throws IOException {
    Decision decision = settler.observe(row, stamp, wall.instant());
    if (decision instanceof Decision.Inspect) {
      try {
        StructureVerdict verdict = structure(new StampedFile(file, stamp));
        decision = settler.verdict(row, stamp, verdict, wall.instant());
      } catch (SourceChangedException e) {
        return new Found.Settling(stamp);
      }
    }
    if (decision instanceof Decision.Ready) {
      return new Found.Whole(stamp);
    }
    if (decision instanceof Decision.Incomplete incomplete) {
      settler.forget(row);
      return new Found.Incomplete(stamp, incomplete.reason());
    }
    return new Found.Settling(stamp);
  }

  private StructureVerdict structure(StampedFile file) throws IOException {
    try (FileChannel channel = file.openChannel()) {
      Verdict verdict = content.of(file.path().getFileName().toString(), channel);
      file.verifyUnchanged();
      if (verdict instanceof Verdict.Incomplete incomplete) {
        return StructureVerdict.incomplete(incomplete.reason());
      }
      return verdict instanceof Verdict.Complete
          ? StructureVerdict.complete()
          : StructureVerdict.unknown();
    }
  }
}
