package io.sluice.ledger;

import io.sluice.file.ContentDigest;
import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import io.sluice.item.ItemState;
import java.nio.file.Path;
import java.util.Optional;

/** What became of a claim to a remote name. */
public sealed interface ClaimAnswer {
  /**
   * The name is the file's; an item waits for upload, or goes on where it stood when its outcome at
   * the platform is not known yet.
   *
   * @param itemId the item
   */
  record Granted(long itemId) implements ClaimAnswer {}

  /**
   * Another local file has the name. Nothing was recorded for the claimant.
   *
   * @param itemId the item that has it
   * @param folderId the folder of the file that has it
   * @param root that folder
   * @param owner the file that has it
   * @param state how far that one is
   * @param stamp what the owner was when it was planned
   * @param content the SHA-256 of what is, or will be, uploaded for it, where that is known
   */
  record TakenBy(
      long itemId,
      long folderId,
      Path root,
      RelativePath owner,
      ItemState state,
      FileStamp stamp,
      Optional<ContentDigest> content)
      implements ClaimAnswer {}

  /**
   * Another local file has the name, and is on its way: the claimant is queued behind it, and
   * {@link EntryState#READY} again by itself once it is known what became of that one.
   *
   * @param folderId the folder of the file that has it
   * @param owner the file that has it
   */
  record Waits(long folderId, RelativePath owner) implements ClaimAnswer {}

  /**
   * The folder was bound to another scope meanwhile. Nothing was recorded for the claimant, which
   * is planned again for the scope of now.
   *
   * @param scope what the folder is bound to
   */
  record Outdated(String scope) implements ClaimAnswer {}
}
