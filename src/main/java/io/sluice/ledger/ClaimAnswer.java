package io.sluice.ledger;

import io.sluice.file.RelativePath;
import java.nio.file.Path;

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
   */
  record TakenBy(long itemId, long folderId, Path root, RelativePath owner)
      implements ClaimAnswer {}

  /**
   * The folder was bound to another scope meanwhile. Nothing was recorded for the claimant, which
   * is planned again for the scope of now.
   *
   * @param scope what the folder is bound to
   */
  record Outdated(String scope) implements ClaimAnswer {}
}
