package io.sluice.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.file.ContentDigest;
import io.sluice.file.FileStamp;
import io.sluice.file.RelativePath;
import io.sluice.item.Item;
import io.sluice.item.ItemState;
import io.sluice.item.RemoteName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger read beside the one who has it; and files that are queued again. */
class LedgerViewTest {
  /** After all times of these tests, so that opening finds none ahead. */
  private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

  private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
  private static final ContentDigest DIGEST = new ContentDigest("0123456789abcdef".repeat(4));
  private static final FolderKey KEY = new FolderKey(Path.of("/srv/in \u00e9"), "t", "cats");
  private static final Set<EntryState> ALL = EnumSet.allOf(EntryState.class);

  @TempDir private Path directory;
  private SqliteLedger ledger;
  private long folder;

  @BeforeEach
  void open() {
    ledger = SqliteLedger.open(file(), LATER);
    folder = ledger.openFolder(KEY);
    ledger.bindScope(folder, "d1", NOW);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private Path file() {
    return directory.resolve("ledger.db");
  }

  private static FileStamp stamp() {
    return new FileStamp(5, NOW, NOW, "");
  }

  private void seen(String path, EntryState state) {
    ledger.record(
        folder,
        List.of(
            new FileChange.Observed(
                new RelativePath(path), stamp(), state, "why", Lane.BACKLOG, Optional.empty())),
        NOW);
  }

  private long planned(String path) {
    NameClaim claim =
        new NameClaim(
            new RelativePath(path), stamp(), new RemoteName("d1", "/x", path), Lane.BACKLOG);
    ledger.plan(folder, List.of(claim), NOW);
    Item item = ledger.claim(folder, Lane.BACKLOG, 1, Long.MAX_VALUE, NOW).get(0);
    return item.id();
  }

  private void uploaded(String path) {
    seen(path, EntryState.READY);
    long item = planned(path);
    ledger.advance(
        List.of(
            new ItemChange.Sending(item, "0", DIGEST),
            new ItemChange.Finished(
                item, ItemState.UPLOADED, "", "r1", "kept.png", 201, 2, Optional.empty())),
        NOW.plusSeconds(9));
  }

  private List<String> paths(LedgerView view, Set<EntryState> states, PathRange range, int limit) {
    List<String> paths = new ArrayList<>();
    PathRange rest = range;
    List<FileDetails> page = view.page(folder, states, rest, limit);
    while (!page.isEmpty()) {
      page.forEach(details -> paths.add(details.file().path().encoded()));
      rest = rest.following(page.get(page.size() - 1).file().path());
      page = view.page(folder, states, rest, limit);
    }
    return paths;
  }

  @Test
  void tellsEverythingOfAFile_besideALease() {
    uploaded("a.png");
    seen("b.png", EntryState.READY);
    planned("b.png");
    try (LedgerView view = LedgerView.open(file())) {
      assertEquals(KEY, view.folder(KEY).orElseThrow().key());
      assertEquals(Optional.empty(), view.folder(new FolderKey(KEY.root(), "t", "dogs")));
      FileDetails a = view.file(folder, new RelativePath("a.png")).orElseThrow();
      ItemDetails item = a.item().orElseThrow();
      assertEquals(EntryState.UPLOADED, a.file().state());
      assertEquals(Optional.of(DIGEST), a.file().digest());
      assertEquals(new RemoteName("d1", "/x", "a.png"), item.name());
      assertEquals("kept.png", item.remoteFileName());
      assertEquals("r1", item.remoteId());
      assertEquals(201, item.status());
      assertEquals(2, item.attempts());
      assertEquals(5, item.sizeBytes());
      assertEquals(NOW.plusSeconds(9), item.updatedAt());
      FileDetails b = view.file(folder, new RelativePath("b.png")).orElseThrow();
      assertTrue(b.item().orElseThrow().leased());
      assertEquals(Optional.empty(), view.file(folder, new RelativePath("c.png")));
    }
    assertEquals(
        List.of(),
        ledger.claim(folder, Lane.BACKLOG, 1, Long.MAX_VALUE, NOW),
        "the lease was ended");
  }

  @Test
  void tellsTheNamesThatAFileHadBefore() {
    uploaded("a.png");
    RemoteName other = new RemoteName("d1", "/x", "a~01234567.png");
    NameClaim claim = new NameClaim(new RelativePath("a.png"), stamp(), other, Lane.BACKLOG);
    ledger.plan(folder, List.of(claim), NOW);
    try (LedgerView view = LedgerView.open(file())) {
      assertEquals(
          List.of(new RemoteName("d1", "/x", "a.png")),
          view.formerNames(folder, new RelativePath("a.png")));
      assertEquals(List.of(), view.formerNames(folder, new RelativePath("b.png")));
    }
  }

  @Test
  void pagesThroughStatesAndDirectories() {
    for (int i = 0; i < 23; i++) {
      seen("a/" + (100 + i) + ".png", i % 2 == 0 ? EntryState.READY : EntryState.INCOMPLETE);
    }
    seen("a.png", EntryState.READY);
    seen("a0/x.png", EntryState.READY);
    try (LedgerView view = LedgerView.open(file())) {
      List<String> all = paths(view, ALL, PathRange.ALL, 7);
      assertEquals(25, all.size());
      assertEquals(all.stream().sorted().toList(), all);
      assertEquals(all, paths(view, ALL, PathRange.ALL, 10_000));
      assertEquals(23, paths(view, ALL, PathRange.below(new RelativePath("a")), 5).size());
      assertEquals(
          11,
          paths(view, EnumSet.of(EntryState.INCOMPLETE), PathRange.below(new RelativePath("a")), 3)
              .size());
      assertEquals(25, paths(view, ALL, PathRange.below(RelativePath.ROOT), 4).size());
    }
  }

  @Test
  void writesNothing_andMakesNoFile() throws Exception {
    ledger.close();
    byte[] before = Files.readAllBytes(file());
    LedgerView.open(file()).close();
    assertEquals(-1, java.util.Arrays.mismatch(before, Files.readAllBytes(file())));
    Path missing = directory.resolve("none.db");
    assertThrows(LedgerException.class, () -> LedgerView.open(missing));
    assertFalse(Files.exists(missing));
    Path text = Files.writeString(directory.resolve("text.db"), "no database at all, but a text");
    assertThrows(LedgerException.class, () -> LedgerView.open(text));
  }

  @Test
  void knowsWhichListedImagesAreOurs() {
    uploaded("a.png");
    ListedImage ours = image("a.png");
    ListedImage other = image("b.png");
    try (LedgerView view = LedgerView.open(file())) {
      assertEquals(Set.of(ours), view.owned("t", "d1", List.of(ours, other)));
      assertEquals(Set.of(), view.owned("t", "d2", List.of(ours, other)));
    }
  }

  private static ListedImage image(String name) {
    return new ListedImage("/x", name, "r", OptionalLong.empty(), Optional.empty(), NOW);
  }

  @Test
  void queuesALostFileAgain_asIfItHadNeverBeenUploaded() {
    uploaded("a.png");
    Listings listings = ledger.listings(folder, "d1");
    long generation = listings.begin().orElseThrow();
    listings.add(generation, List.of(image("a.png"), image("b.png")));
    RelativePath path = new RelativePath("a.png");
    ledger.record(folder, List.of(new FileChange.Requeued(path)), NOW.plusSeconds(20));
    FileEntry entry = ledger.ready(folder, 10).get(0);
    assertEquals(path, entry.path());
    assertEquals(Lane.LIVE, entry.lane());
    assertEquals(Optional.empty(), entry.digest());
    assertEquals(
        Set.of("b.png"),
        listings.find("/x", List.of("a.png", "b.png")).orElseThrow().keySet(),
        "a listing from before the loss would be believed");
    assertEquals(1, ledger.counts(folder).files().get(EntryState.READY));

    ledger.record(folder, List.of(new FileChange.Requeued(path)), NOW);
    ledger.record(folder, List.of(new FileChange.Requeued(new RelativePath("no.png"))), NOW);
    assertEquals(1, ledger.counts(folder).seen());
  }

  @Test
  void listsWhatAReadingDidNotSee() {
    Listings listings = ledger.listings(folder, "d1");
    long first = listings.begin().orElseThrow();
    listings.add(first, List.of(image("a"), image("b"), image("c")));
    long second = listings.begin().orElseThrow();
    listings.add(second, List.of(image("b")));
    assertEquals(List.of(image("a"), image("c")), listings.unseen(second, Optional.empty(), 10));
    assertEquals(List.of(image("c")), listings.unseen(second, Optional.of(image("a")), 10));
    assertEquals(3, listings.page(Optional.empty(), 10).size());
  }
}
