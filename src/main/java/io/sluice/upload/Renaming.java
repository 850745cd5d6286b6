package io.sluice.upload;

import io.sluice.file.ContentDigest;
import io.sluice.item.ConflictPolicy;
import io.sluice.item.ContentSuffix;
import io.sluice.item.Item;
import io.sluice.ledger.ItemChange;
import io.sluice.ledger.Listings.Coverage;
import io.sluice.target.Finding;
import io.sluice.target.ItemOutcome;
import io.sluice.target.Target;
import io.sluice.target.TargetException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether an item whose name is there is to have the name with the suffix of its content
 * instead. It goes there through the ledger, as a claim of its own; nothing is sent here.
 *
 * <p>What is there under that name already is looked up where it decides: so that a file that was
 * renamed once is found again though nothing is remembered of it.
 */
final class Renaming {
  /** All names that an item may have are others'. */
  private static final int TAKEN = 409;

  private final Target target;
  private final KnownNames names;

  Renaming(Target target, KnownNames names) {
    this.target = target;
    this.names = names;
  }

  /**
   * The change that makes it so; empty where the item is to be judged under the name that it has.
   *
   * @param there what has that name
   * @param sender who may have put that there
   * @throws IOException when the file cannot be read as it was planned
   */
  Optional<ItemChange> instead(OpenFolder folder, Item item, ExistingName there, Sender sender)
      throws IOException, TargetException, InterruptedException {
    boolean differs = there.likeness() == ExistingName.Likeness.DIFFERENT;
    boolean ours = sender != Sender.OTHERS;
    boolean same = there.likeness() == ExistingName.Likeness.SAME_CONTENT || (ours && !differs);
    boolean beside = folder.order().sentBeside().test(LocalParts.path(item));
    if (same || !(beside || folder.order().renames())) {
      return Optional.empty();
    }
    boolean asked = beside && there.likeness() != ExistingName.Likeness.SAME_SIZE;
    boolean certain = asked || (differs && folder.order().onConflict() == ConflictPolicy.RENAME);
    ContentDigest content =
        there.digest().isPresent() ? there.digest().get() : LocalParts.computeDigest(item);
    if (ContentSuffix.isIn(item.name(), content)) {
      return Optional.empty();
    }
    return certain || isThere(folder, LocalParts.renamed(item, content), content)
        ? Optional.of(new ItemChange.Displaced(item.id(), content))
        : Optional.empty();
  }

  /**
   * The change for an item whose plain name can be given to it no more; empty where that is the
   * end.
   *
   * @param refusal what the target said when it was asked for leave to send
   * @throws IOException when the file cannot be read as it was planned
   */
  static Optional<ItemChange> insteadOfNone(OpenFolder folder, Item item, ItemOutcome refusal)
      throws IOException {
    boolean none = refusal instanceof ItemOutcome.Rejected rejected && rejected.status() == TAKEN;
    if (!none || !folder.order().sentBeside().test(LocalParts.path(item))) {
      return Optional.empty();
    }
    ContentDigest content = LocalParts.computeDigest(item);
    return ContentSuffix.isIn(item.name(), content)
        ? Optional.empty()
        : Optional.of(new ItemChange.Displaced(item.id(), content));
  }

  private boolean isThere(OpenFolder folder, Item renamed, ContentDigest content)
      throws TargetException, InterruptedException {
    Finding found = find(folder, renamed);
    return found instanceof Finding.Processing
        || (found instanceof Finding.Present present
            && new ExistingName(present.image(), renamed.sizeBytes(), Optional.of(content))
                    .likeness()
                != ExistingName.Likeness.DIFFERENT);
  }

  private Finding find(OpenFolder folder, Item item) throws TargetException, InterruptedException {
    Optional<Coverage> whole = names.usable(folder, Optional.empty());
    Optional<String> directory =
        whole.isPresent() ? Optional.empty() : Optional.of(item.name().directory());
    Optional<Coverage> coverage = whole.isPresent() ? whole : names.usable(folder, directory);
    if (coverage.isPresent() && names.refresh(folder, directory, coverage.get(), false)) {
      Optional<Finding> listed =
          names.findings(folder, List.of(item), KnownNames.PRESENCE_LIFE).get(0);
      if (listed.isPresent()) {
        return listed.get();
      }
    }
    return target.find(folder.dataset(), List.of(item)).get(0);
  }
}
