package io.sluice.app;

import io.sluice.file.ContentDigest;
import io.sluice.file.FileStamp;
import io.sluice.file.FileStat;
import io.sluice.file.ReadTrouble;
import io.sluice.file.SourceChangedException;
import io.sluice.file.StampedFile;
import io.sluice.ledger.ClaimAnswer;
import io.sluice.ledger.NameClaim;
import io.sluice.plan.RivalRules.Likeness;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongPredicate;

/** Compares a file with the one that has the name that it claims. Reads both where it must. */
sealed interface RivalComparison {
  /** The owner's file is not there any more. */
  record OwnerGone() implements RivalComparison {}

  /** The claimant is not what it was planned as, or gone: look at it again. */
  record ClaimantChanged() implements RivalComparison {}

  /** The claimant cannot be read. */
  record ClaimantUnreadable(ReadTrouble trouble) implements RivalComparison {}

  /**
   * Both are there.
   *
   * @param likeness how they compare
   * @param content the claimant's SHA-256; empty where nothing was compared
   */
  record Compared(Likeness likeness, Optional<ContentDigest> content) implements RivalComparison {}

  /**
   * Compares.
   *
   * @param root the claimant's folder
   * @param byContent whether their contents matter; else it is only seen whether the owner is there
   * @param folderIsThere whether a folder, by its row in the ledger, is the directory that was
   *     walked: the files of an unmounted disk are not gone
   */
  static RivalComparison of(
      Path root,
      NameClaim claim,
      ClaimAnswer.TakenBy owner,
      boolean byContent,
      LongPredicate folderIsThere) {
    Path ownerFile = owner.owner().in(owner.root());
    try {
      if (!FileStat.of(ownerFile).isRegularFile()) {
        return gone(owner, folderIsThere);
      }
    } catch (NoSuchFileException e) {
      return gone(owner, folderIsThere);
    } catch (IOException e) {
      // It cannot be seen, which is not the same as gone.
      return new Compared(Likeness.UNKNOWN, Optional.empty());
    }
    return byContent
        ? contents(claim.path().in(root), claim, ownerFile, owner)
        : new Compared(Likeness.UNKNOWN, Optional.empty());
  }

  private static RivalComparison gone(ClaimAnswer.TakenBy owner, LongPredicate folderIsThere) {
    return folderIsThere.test(owner.folderId())
        ? new OwnerGone()
        : new Compared(Likeness.UNKNOWN, Optional.empty());
  }

  private static RivalComparison contents(
      Path file, NameClaim claim, Path ownerFile, ClaimAnswer.TakenBy owner) {
    ContentDigest content;
    try {
      content = digest(file, claim.stamp());
    } catch (SourceChangedException | NoSuchFileException e) {
      return new ClaimantChanged();
    } catch (IOException e) {
      return new ClaimantUnreadable(ReadTrouble.of(e));
    }
    if (claim.stamp().sizeBytes() != owner.stamp().sizeBytes()) {
      return new Compared(Likeness.DIFFERENT, Optional.of(content));
    }
    Optional<ContentDigest> other = owner.content().or(() -> digestIfUnchanged(ownerFile, owner));
    Likeness likeness =
        other
            .map(digest -> digest.equals(content) ? Likeness.SAME : Likeness.DIFFERENT)
            .orElse(Likeness.UNKNOWN);
    return new Compared(likeness, Optional.of(content));
  }

  private static Optional<ContentDigest> digestIfUnchanged(Path file, ClaimAnswer.TakenBy owner) {
    try {
      return Optional.of(digest(file, owner.stamp()));
    } catch (IOException e) {
      // It is another by now, or cannot be read: what it was is not known.
      return Optional.empty();
    }
  }

  private static ContentDigest digest(Path file, FileStamp stamp) throws IOException {
    FileStat now = FileStat.of(file);
    if (!now.isRegularFile() || !now.stamp().sameContentStamp(stamp)) {
      throw SourceChangedException.changed();
    }
    return new StampedFile(file, now.stamp()).digest();
  }
}
