package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import io.sluice.item.ItemState;
import io.sluice.item.RemoteName;
import io.sluice.ledger.ClaimAnswer;
import io.sluice.ledger.Lane;
import io.sluice.ledger.NameClaim;
import io.sluice.plan.RivalRules.Likeness;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RivalComparisonTest {
  private static final FileStamp STAMP = new FileStamp(1, Instant.EPOCH, Instant.EPOCH, "");
  private static final RelativePath PATH = new RelativePath("a.jpg");

  @TempDir private Path root;

  private RivalComparison compareWithNothing(boolean folderIsThere) {
    NameClaim claim =
        new NameClaim(
            PATH,
            STAMP,
            new RemoteName("dataset-1", "/", "a.jpg"),
            Lane.LIVE,
            0,
            Optional.empty(),
            Set.of());
    ClaimAnswer.TakenBy owner =
        new ClaimAnswer.TakenBy(1, 2, root, PATH, ItemState.UPLOADED, STAMP, Optional.empty());
    return RivalComparison.of(root, claim, owner, true, folder -> folder != 2 || folderIsThere);
  }

  @Test
  void ownerIsGone_whenItsFolderIsThereWithoutIt() {
    assertEquals(new RivalComparison.OwnerGone(), compareWithNothing(true));
  }

  @Test
  void ownerOfAnUnmountedFolderIsNotGone_butCannotBeCompared() {
    assertEquals(
        new RivalComparison.Compared(Likeness.UNKNOWN, Optional.empty()),
        compareWithNothing(false));
  }
}
