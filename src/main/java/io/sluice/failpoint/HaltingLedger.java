package io.sluice.failpoint;

import io.sluice.file.ContentDigest;
import io.sluice.file.RelativePath;
import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.ledger.ClaimAnswer;
import io.sluice.ledger.EntryState;
import io.sluice.ledger.FileChange;
import io.sluice.ledger.FileEntry;
import io.sluice.ledger.FolderCounts;
import io.sluice.ledger.FolderKey;
import io.sluice.ledger.ItemChange;
import io.sluice.ledger.KnownFile;
import io.sluice.ledger.Lane;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.LedgerPatience;
import io.sluice.ledger.Listings;
import io.sluice.ledger.NameClaim;
import io.sluice.ledger.SqliteLedger;
import io.sluice.ledger.ToldItem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A ledger with points before, within and after what it writes. */
final class HaltingLedger implements Ledger {
  private final Ledger inner;
  private final Transactions transactions;

  private HaltingLedger(Ledger inner, Transactions transactions) {
    this.inner = inner;
    this.transactions = transactions;
  }

  static HaltingLedger open(Path file, Instant now, LedgerPatience patience, Passages passages) {
    Transactions transactions = new Transactions(passages);
    return transactions.around(
        List.of(Step.LEDGER_OPEN),
        () ->
            new HaltingLedger(
                SqliteLedger.open(file, now, patience, transactions::lastAct), transactions));
  }

  private static Step step(FileChange change) {
    if (change instanceof FileChange.Observed observed) {
      return observed.state() == EntryState.SETTLING
          ? Step.SETTLING_ROW
          : observed.state() == EntryState.READY ? Step.READY_ROW : Step.VERDICT_ROW;
    }
    if (change instanceof FileChange.Told) {
      return Step.READY_ROW;
    }
    if (change instanceof FileChange.Vanished) {
      return Step.VANISHED_ROW;
    }
    return change instanceof FileChange.Requeued ? Step.REQUEUED_ROW : Step.RESTAMPED_ROW;
  }

  private static Optional<Step> step(ItemChange change) {
    if (change instanceof ItemChange.Sending) {
      return Optional.of(Step.SENT_ROW);
    }
    if (change instanceof ItemChange.Finished finished) {
      boolean uploaded = finished.state() == ItemState.UPLOADED;
      return Optional.of(uploaded ? Step.UPLOADED_ROW : Step.REFUSED_ROW);
    }
    if (change instanceof ItemChange.Displaced) {
      return Optional.of(Step.REFUSED_ROW);
    }
    if (change instanceof ItemChange.Postponed) {
      return Optional.of(Step.POSTPONED_ROW);
    }
    if (change instanceof ItemChange.Reserving) {
      return Optional.of(Step.RESERVING_ROW);
    }
    if (change instanceof ItemChange.Reserved) {
      return Optional.of(Step.RESERVED_ROW);
    }
    if (change instanceof ItemChange.Committed) {
      return Optional.of(Step.COMMITTED_ROW);
    }
    return change instanceof ItemChange.Withdrawn
        ? Optional.of(Step.WITHDRAWN_ROW)
        : Optional.empty();
  }

  @Override
  public void record(long folderId, List<FileChange> changes, Instant now) {
    List<Step> steps = changes.stream().map(HaltingLedger::step).distinct().toList();
    transactions.around(steps, () -> inner.record(folderId, changes, now));
  }

  @Override
  public Set<Long> advance(List<ItemChange> changes, Instant now) {
    List<Step> steps =
        changes.stream().map(HaltingLedger::step).flatMap(Optional::stream).distinct().toList();
    return transactions.around(steps, () -> inner.advance(changes, now));
  }

  @Override
  public long openFolder(FolderKey key) {
    return transactions.around(List.of(Step.FOLDER_ROW), () -> inner.openFolder(key));
  }

  @Override
  public void bindScope(long folderId, String scope, Instant now) {
    transactions.around(List.of(Step.SCOPE_ROW), () -> inner.bindScope(folderId, scope, now));
  }

  @Override
  public List<ClaimAnswer> plan(long folderId, List<NameClaim> claims, Instant now) {
    return transactions.around(List.of(Step.PLANNED_ROW), () -> inner.plan(folderId, claims, now));
  }

  @Override
  public List<Item> claim(long folderId, Lane lane, int limit, long maxBytes, Instant now) {
    return transactions.around(
        List.of(Step.LEASE), () -> inner.claim(folderId, lane, limit, maxBytes, now));
  }

  @Override
  public void swept(long folderId, Instant now) {
    transactions.around(List.of(Step.SWEPT_ROW), () -> inner.swept(folderId, now));
  }

  @Override
  public int forget(long folderId, Instant goneBefore, int limit, Instant now) {
    return transactions.around(
        List.of(Step.FORGET), () -> inner.forget(folderId, goneBefore, limit, now));
  }

  @Override
  public List<KnownFile> known(long folderId, Optional<RelativePath> after, int limit) {
    return transactions.read(Step.SWEEP_PAGE, () -> inner.known(folderId, after, limit));
  }

  @Override
  public int forgetUnbound(Instant unboundBefore, int limit, Instant now) {
    return transactions.around(
        List.of(Step.FORGET), () -> inner.forgetUnbound(unboundBefore, limit, now));
  }

  @Override
  public Map<RelativePath, ToldItem> told(long folderId, Collection<RelativePath> paths) {
    return inner.told(folderId, paths);
  }

  @Override
  public Set<ContentDigest> uploadedContents(long folderId, RelativePath path) {
    return inner.uploadedContents(folderId, path);
  }

  @Override
  public Listings listings(long folderId, String scope) {
    return new HaltingListings(inner.listings(folderId, scope), transactions);
  }

  @Override
  public Optional<String> scope(long folderId) {
    return inner.scope(folderId);
  }

  @Override
  public Map<RelativePath, FileEntry> files(long folderId, Collection<RelativePath> paths) {
    return inner.files(folderId, paths);
  }

  @Override
  public List<FileEntry> filesIn(
      long folderId, Set<EntryState> states, Optional<RelativePath> after, int limit) {
    return inner.filesIn(folderId, states, after, limit);
  }

  @Override
  public List<FileEntry> due(long folderId, Instant now, int limit) {
    return inner.due(folderId, now, limit);
  }

  @Override
  public List<FileEntry> ready(long folderId, int limit) {
    return inner.ready(folderId, limit);
  }

  @Override
  public int claimable(long folderId, Lane lane, int most, Instant now) {
    return inner.claimable(folderId, lane, most, now);
  }

  @Override
  public Optional<Instant> nextClaimAt(long folderId, Lane lane) {
    return inner.nextClaimAt(folderId, lane);
  }

  @Override
  public Instant sweptAt(long folderId) {
    return inner.sweptAt(folderId);
  }

  @Override
  public long begun(long folderId) {
    return inner.begun(folderId);
  }

  @Override
  public FolderCounts counts(long folderId) {
    return inner.counts(folderId);
  }

  @Override
  public Ledger impatient() {
    return new HaltingLedger(inner.impatient(), transactions);
  }

  @Override
  public void copyTo(Path newFile) {
    inner.copyTo(newFile);
  }

  @Override
  public void close() {
    inner.close();
  }
}
