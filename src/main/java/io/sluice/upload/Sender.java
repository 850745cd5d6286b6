package io.sluice.upload;

import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.target.Capabilities;

/** Who may have put there what has the name of an item. */
enum Sender {
  /** Not us: nothing of the item was ever committed. */
  OTHERS,
  /** Perhaps us: a commit of it may have gone through. */
  PERHAPS_US,
  /** Us: such a commit, under a name that the target holds for our upload. */
  US;

  /**
   * @param target what its target can do
   */
  static Sender of(Item item, Capabilities target) {
    // What was only reserved was never committed by us: others completed it.
    boolean committed = item.state().isUnresolved() && item.state() != ItemState.RESERVED;
    if (!committed) {
      return OTHERS;
    }
    // The token of a target without such traces is what an upload is followed by, and may be old.
    return target.reserveLeavesTrace() && item.hasTokens() ? US : PERHAPS_US;
  }
}
