package io.sluice.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.sluice.file.ContentDigest;
import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.item.RemoteName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link Ledger} keeps. An implementation's test class opens its own in {@link
 * #openLedger}; the classes that extend this one hold the tests, by theme.
 */
abstract class LedgerContract {
  static final Instant T0 = Instant.parse("2026-11-01T10:00:00.123456789Z");
  static final ContentDigest DIGEST = new ContentDigest("0123456789abcdef".repeat(4));
  static final String SCOPE = "dataset-1";

  @TempDir Path directory;
  Path root;
  Ledger ledger;
  long folder;

  /** After all times of the tests, so that opening finds none ahead. */
  static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

  /** Opens the one ledger that is kept in {@code stateDirectory}, made when it is new. */
  abstract Ledger openLedger(Path stateDirectory, Instant now);

  @BeforeEach
  void openFirst() {
    root = directory.resolve("inbox");
    ledger = openLedger(directory, LATER);
    folder = ledger.openFolder(key("cats"));
    ledger.bindScope(folder, SCOPE, at(0));
  }

  @AfterEach
  void closeLast() {
    ledger.close();
  }

  void reopen() {
    reopen(LATER);
  }

  void reopen(Instant now) {
    ledger.close();
    ledger = openLedger(directory, now);
  }

  FolderKey key(String dataset) {
    return new FolderKey(root, "pictograph https://example.test account-1", dataset);
  }

  static RelativePath path(String text) {
    return new RelativePath(text);
  }

  static FileStamp stamp(long size) {
    return new FileStamp(size, T0.minusSeconds(size), T0.minusSeconds(1), "");
  }

  static Instant at(long seconds) {
    return T0.plusSeconds(seconds);
  }

  static RemoteName name(String fileName) {
    return new RemoteName(SCOPE, "/", fileName);
  }

  static NameClaim claimOf(String path, long size) {
    return claimOf(path, size, path.substring(path.lastIndexOf('/') + 1));
  }

  static NameClaim claimOf(String path, long size, String fileName) {
    return new NameClaim(path(path), stamp(size), name(fileName), Lane.LIVE);
  }

  static FileChange observed(String path, long size, EntryState state) {
    return new FileChange.Observed(path(path), stamp(size), state, "", Lane.LIVE, Optional.empty());
  }

  void record(FileChange... changes) {
    ledger.record(folder, List.of(changes), T0);
  }

  void advance(ItemChange... changes) {
    ledger.advance(List.of(changes), at(50));
  }

  /** Plans a file under its own name, which must be granted. */
  long granted(String path, long size) {
    return granted(claimOf(path, size));
  }

  long granted(NameClaim claim) {
    ClaimAnswer answer = ledger.plan(folder, List.of(claim), T0).get(0);
    return assertInstanceOf(ClaimAnswer.Granted.class, answer).itemId();
  }

  Item claimed() {
    List<Item> items = ledger.claim(folder, Lane.LIVE, 1, Long.MAX_VALUE, at(10));
    assertEquals(1, items.size(), "an item must wait");
    return items.get(0);
  }

  /** A file that was sent and confirmed. */
  long uploaded(String path, long size) {
    long item = granted(path, size);
    assertEquals(item, claimed().id());
    advance(new ItemChange.Sending(item, "0", DIGEST), finished(item, ItemState.UPLOADED));
    return item;
  }

  static ItemChange finished(long item, ItemState state) {
    String reason = state == ItemState.UPLOADED ? "" : "because";
    return new ItemChange.Finished(item, state, reason, "r1", "n1", 200, 1, Optional.empty());
  }

  static ItemChange postponed(long item, ItemState state, Instant until) {
    return new ItemChange.Postponed(item, state, 3, until, "unreachable");
  }

  FileEntry entry(String path) {
    FileEntry entry = ledger.files(folder, List.of(path(path))).get(path(path));
    if (entry == null) {
      throw new AssertionError("no entry of " + path);
    }
    return entry;
  }

  EntryState state(String path) {
    return entry(path).state();
  }
}
