package io.sluice.ledger;

import io.sluice.file.RelativePath;
import io.sluice.ledger.FolderTable.Folder;
import io.sluice.ledger.HolderQuery.Holder;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Claims of files to remote names, within one transaction. */
final class Planning {
  private final FolderTable folders;
  private final SightingTable sightings;
  private final HolderQuery holders;
  private final ItemTable items;
  private final PartTable parts;
  private final RivalTable rivals;
  private final FormerTable formers;
  private final BegunTable begun;

  Planning(Session session) {
    this.folders = new FolderTable(session);
    this.sightings = new SightingTable(session);
    this.holders = new HolderQuery(session);
    this.items = new ItemTable(session);
    this.parts = new PartTable(session);
    this.rivals = new RivalTable(session);
    this.formers = new FormerTable(session);
    this.begun = new BegunTable(session);
  }

  List<ClaimAnswer> plan(long folderId, List<NameClaim> claims, Instant now) throws SQLException {
    Folder folder = folders.get(folderId);
    if (folder.scope().isEmpty()) {
      throw new IllegalArgumentException("the folder was never bound to a scope: " + folderId);
    }
    long namespaceId = folders.namespace(folder);
    List<ClaimAnswer> answers = new ArrayList<>(claims.size());
    for (NameClaim claim : claims) {
      answers.add(answer(folder, namespaceId, claim, now));
    }
    return answers;
  }

  private ClaimAnswer answer(Folder folder, long namespaceId, NameClaim claim, Instant now)
      throws SQLException {
    if (!claim.name().scope().equals(folder.scope())) {
      return new ClaimAnswer.Outdated(folder.scope());
    }
    Optional<ClaimAnswer> early = waitsForSubject(folder, claim, now);
    if (early.isPresent()) {
      return early.get();
    }
    Optional<Holder> holder = holders.find(namespaceId, claim.name());
    if (holder.isEmpty()) {
      long itemId = items.insert(folder.id(), namespaceId, claim, now);
      begun.take(itemId);
      return granted(folder, claim, itemId, now);
    }
    Holder owner = holder.get();
    boolean passes = owner.ownerGone() || (claim.isCompared() && owner.cameToNothing());
    if (!isSameFile(folder, claim, owner) && !passes) {
      return refused(folder, claim, owner, now);
    }
    if (owner.folderId() != folder.id() || !owner.path().equals(claim.path())) {
      sightings.leave(owner.folderId(), owner.path(), owner.itemId());
      rivals.release(owner.folderId(), owner.path(), now);
      formers.forgetItem(owner.itemId());
      items.reassign(owner.itemId(), folder.id(), claim, now);
    }
    if (!owner.busy()) {
      begun.keep(owner.itemId());
      items.renew(owner.itemId(), claim, now);
      begun.take(owner.itemId());
    }
    return granted(folder, claim, owner.itemId(), now);
  }

  /** A sidecar has its turn once the file that it speaks of is in the dataset. */
  private Optional<ClaimAnswer> waitsForSubject(Folder folder, NameClaim claim, Instant now)
      throws SQLException {
    if (claim.subject().isEmpty() || subject(folder, claim).isPresent()) {
      return Optional.empty();
    }
    RelativePath subject = claim.subject().get();
    rivals.put(folder.id(), claim.path(), folder.id(), subject);
    String reason = "waits for " + subject.display() + ", which it speaks of";
    sightings.queue(folder.id(), claim, reason, now);
    return Optional.of(new ClaimAnswer.Waits(folder.id(), subject));
  }

  /** The entry of the file that a sidecar speaks of. */
  private Optional<ItemTable.Entry> subject(Folder folder, NameClaim claim) throws SQLException {
    Optional<RelativePath> subject = claim.subject();
    return subject.isEmpty() ? Optional.empty() : items.entry(folder.id(), subject.get());
  }

  private ClaimAnswer refused(Folder folder, NameClaim claim, Holder owner, Instant now)
      throws SQLException {
    rivals.put(folder.id(), claim.path(), owner.folderId(), owner.path());
    if (!owner.state().isFinal() && claim.waitsFor().contains(owner.folderId())) {
      String reason = "waits for " + owner.path().display() + ", which has its name";
      sightings.queue(folder.id(), claim, reason, now);
      return new ClaimAnswer.Waits(owner.folderId(), owner.path());
    }
    return new ClaimAnswer.TakenBy(
        owner.itemId(),
        owner.folderId(),
        PathUri.decode(owner.encodedRoot()),
        owner.path(),
        owner.state(),
        owner.stamp(),
        owner.content());
  }

  /** Also true for one file that is reached through two rows, as when its dataset was renamed. */
  private static boolean isSameFile(Folder folder, NameClaim claim, Holder owner) {
    return folder.absolute(claim.path()).equals(Folder.absolute(owner.encodedRoot(), owner.path()));
  }

  private ClaimAnswer granted(Folder folder, NameClaim claim, long itemId, Instant now)
      throws SQLException {
    dropFormer(folder.id(), claim, itemId, now);
    sightings.queue(folder.id(), claim, itemId, now);
    for (PartClaim part : claim.together()) {
      sightings.queue(folder.id(), claim, part, itemId, now);
    }
    Optional<ItemTable.Entry> subject = subject(folder, claim);
    if (subject.isPresent()) {
      parts.subject(itemId, claim.others().get(0), subject.get());
    }
    rivals.forget(folder.id(), claim.path());
    return new ClaimAnswer.Granted(itemId);
  }

  /** The file is to have another name now: what waits under the former one is not sent as well. */
  private void dropFormer(long folderId, NameClaim claim, long itemId, Instant now)
      throws SQLException {
    OptionalLong former =
        sightings
            .find(folderId, claim.path())
            .map(SightingTable.Seen::itemId)
            .orElse(OptionalLong.empty());
    if (former.isEmpty() || former.getAsLong() == itemId) {
      return;
    }
    begun.keep(former.getAsLong());
    if (items.deleteUntouched(former.getAsLong())) {
      rivals.release(folderId, claim.path(), now);
    } else {
      formers.put(folderId, claim.path(), former.getAsLong());
    }
  }
}
